package dev.millrace.connector.file;

import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A table of delimited text, read by DuckDB, whose sniffer finds delimiter, quotes, lines to skip and header. Every value is
 * taken as text: what the columns are is decided by looking at all of them, where the sniffer looks at the first ones.
 */
final class DelimitedText implements Table {

    private static final int HEAD_BYTES = 256 * 1024;
    private static final int MANY_COLUMNS = 300;

    private final Connection duckDb;
    private final String name;
    private final String fileName;
    private final Path file;
    private final Dialect dialect;
    private final Map<String, Long> rejected = new LinkedHashMap<>();

    private record Dialect(
            String delimiter, String quote, String escape, long skip, boolean header, List<String> columns) {}

    DelimitedText(Connection duckDb, String name, String fileName, Path file) {
        this.duckDb = duckDb;
        this.name = name;
        this.fileName = fileName;
        this.file = file;
        this.dialect = sniff();
    }

    /**
     * Strictly first. Where that sees a single column, rows may be of different lengths, which the strict way takes for one
     * column of whole lines.
     */
    private Dialect sniff() {
        try {
            if (isWide()) {
                DuckDb.allowWideTables(duckDb);
            }
            Dialect strict = sniff("");
            if (strict.columns().size() > 1) {
                return strict;
            }
            Dialect padded = sniff(", null_padding = true");
            return padded.columns().size() > 1 ? padded : strict;
        } catch (SQLException strictFailed) {
            try {
                return sniff(", null_padding = true, strict_mode = false, ignore_errors = true");
            } catch (SQLException e) {
                e.addSuppressed(strictFailed);
                throw unreadable(e);
            }
        }
    }

    /** Whether the first line has many of some delimiter. */
    private boolean isWide() {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(HEAD_BYTES);
        } catch (IOException e) {
            throw FileKind.damaged(fileName, e);
        }
        int[] counts = new int[128];
        for (int i = 0; i < head.length && head[i] != '\n'; i++) {
            if (head[i] >= 0) {
                counts[head[i]]++;
            }
        }
        return ",;|\t".chars().anyMatch(delimiter -> counts[delimiter] > MANY_COLUMNS);
    }

    private MillraceException unreadable(SQLException cause) {
        String reason = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        if (reason.contains("out of memory") || reason.contains("maximum line size")) {
            return new MillraceException(
                    ErrorCode.SOURCE_UNREADABLE,
                    fileName + " has lines that are too long to be read. Check that a quotation mark is not left open,"
                            + " then upload it again.",
                    cause);
        }
        return new MillraceException(
                ErrorCode.SOURCE_UNREADABLE,
                fileName + " can't be read as a table. Check that its columns are parted by commas, semicolons or tabs,"
                        + " the same in every row.",
                cause);
    }

    private Dialect sniff(String options) throws SQLException {
        String sql = "select delimiter, quote, escape, skiprows, hasheader,"
                + " list_transform(columns, lambda c: c.name) from sniff_csv(" + literal(file.toString()) + options
                + ")";
        try (Statement statement = duckDb.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            List<String> columns = new ArrayList<>();
            for (Object column : (Object[]) row.getArray(6).getArray()) {
                columns.add(String.valueOf(column));
            }
            return new Dialect(
                    row.getString(1),
                    mark(row.getString(2)),
                    mark(row.getString(3)),
                    row.getLong(4),
                    row.getBoolean(5),
                    columns);
        }
    }

    /** The sniffer names no quotation mark when it met none; one may still come later. */
    private static String mark(@Nullable String sniffed) {
        return sniffed == null || sniffed.isEmpty() || sniffed.equals("(empty)") || sniffed.equals("\0")
                ? "\""
                : sniffed;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isUntyped() {
        return true;
    }

    @Override
    public List<String> header() {
        return IntStream.range(0, dialect.columns().size())
                .mapToObj(i -> {
                    String sniffed = dialect.columns().get(i).strip();
                    return !dialect.header() || sniffed.isEmpty() || sniffed.equals("column" + i)
                            ? "column_" + (i + 1)
                            : sniffed;
                })
                .toList();
    }

    @Override
    public void forEachRow(RowVisitor visitor) {
        rejected.clear();
        int width = dialect.columns().size();
        try (Statement statement = duckDb.createStatement()) {
            statement.execute("drop table if exists reject_errors");
            statement.execute("drop table if exists reject_scans");
            try (ResultSet rows = statement.executeQuery(query())) {
                @Nullable Object[] cells = new Object[width];
                while (rows.next()) {
                    for (int i = 0; i < width; i++) {
                        cells[i] = rows.getString(i + 1);
                    }
                    if (!visitor.row(cells)) {
                        return;
                    }
                }
            }
            countRejected(statement);
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    private String query() {
        String columns = IntStream.range(0, dialect.columns().size())
                .mapToObj(i -> "'c" + i + "': 'VARCHAR'")
                .collect(Collectors.joining(", "));
        return "select * from read_csv(" + literal(file.toString()) + ", auto_detect = false, parallel = false"
                + ", delim = " + literal(dialect.delimiter())
                + ", quote = " + literal(dialect.quote())
                + ", escape = " + literal(dialect.escape())
                + ", skip = " + dialect.skip()
                + ", header = " + dialect.header()
                + ", columns = {" + columns
                + "}, null_padding = true, allow_quoted_nulls = false, store_rejects = true)";
    }

    private void countRejected(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(
                "select error, count(*) from (select line, min(error_type::varchar) as error from reject_errors"
                        + " group by line) group by error order by error")) {
            while (row.next()) {
                rejected.put(reason(row.getString(1)), row.getLong(2));
            }
        }
    }

    private static String reason(String errorType) {
        return switch (errorType) {
            case "TOO MANY COLUMNS" ->
                "they have more values than there are columns. Check their delimiters and quotes.";
            case "MISSING COLUMNS" -> "they have fewer values than there are columns.";
            case "UNQUOTED VALUE" -> "a quotation mark is not closed, or stands in the middle of a value.";
            case "LINE SIZE OVER MAXIMUM" -> "they are longer than 2 MB.";
            case "INVALID ENCODING" -> "they hold bytes that are no text.";
            default -> "they can't be parsed (" + errorType.toLowerCase(Locale.ROOT) + ").";
        };
    }

    @Override
    public Map<String, Long> rejected() {
        return rejected;
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}

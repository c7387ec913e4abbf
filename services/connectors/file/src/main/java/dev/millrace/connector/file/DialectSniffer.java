package dev.millrace.connector.file;

import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the dialect of delimited text with DuckDB's sniffer, from the beginning of the file. */
final class DialectSniffer {

    private static final int MANY_COLUMNS = 300;

    private final Connection duckDb;
    private final String fileName;

    DialectSniffer(Connection duckDb, String fileName) {
        this.duckDb = duckDb;
        this.fileName = fileName;
    }

    /**
     * Strictly first. Where that sees a single column, a stray quotation mark may be to blame, or rows may be of different lengths,
     * which the strict way takes for one column of whole lines.
     *
     * @param beginning UTF-8 with line feeds only
     */
    Dialect sniff(Path beginning, byte[] firstLine) throws IOException {
        Optional<Dialect> even = EvenRows.find(beginning);
        try {
            if (isWide(firstLine)) {
                DuckDb.allowMoreMemory(duckDb);
            }
            Dialect strict = sniff(beginning, "");
            if (strict.columns().size() > 1) {
                return even.filter(rows -> isTornByAMark(strict, rows)).orElse(strict);
            }
            if (even.isPresent()) {
                return even.get();
            }
            Dialect padded = sniff(beginning, ", null_padding = true");
            return padded.columns().size() > 1 ? padded : strict;
        } catch (SQLException strictFailed) {
            if (even.isPresent()) {
                return even.get();
            }
            try {
                return sniff(beginning, ", null_padding = true, strict_mode = false, ignore_errors = true");
            } catch (SQLException e) {
                e.addSuppressed(strictFailed);
                throw unreadable(e);
            }
        }
    }

    /** Whether the sniffer has more columns than nearly all rows: one row, torn by a stray quotation mark, counts for it as much as they do. */
    private static boolean isTornByAMark(Dialect sniffed, Dialect even) {
        // Where rows are of different lengths, it skips the one that names the columns.
        return sniffed.skippedLines() <= 1
                && sniffed.delimiter().equals(even.delimiter())
                && sniffed.columns().size() > even.columns().size();
    }

    /** Whether the line has many of some delimiter. */
    private static boolean isWide(byte[] line) {
        int[] counts = new int[128];
        for (byte b : line) {
            if (b >= 0) {
                counts[b]++;
            }
        }
        return ",;|\t".chars().anyMatch(delimiter -> counts[delimiter] > MANY_COLUMNS);
    }

    private Dialect sniff(Path beginning, String options) throws SQLException {
        String sql = "select delimiter, quote, escape, skiprows, hasheader,"
                + " list_transform(columns, lambda c: c.name) from sniff_csv('"
                + beginning.toString().replace("'", "''") + "'" + options + ")";
        try (Statement statement = duckDb.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            List<String> columns = new ArrayList<>();
            for (Object column : (Object[]) row.getArray(6).getArray()) {
                columns.add(String.valueOf(column));
            }
            byte quote = mark(row.getString(2), (byte) '"');
            return new Dialect(
                    row.getString(1), quote, mark(row.getString(3), quote), row.getLong(4), row.getBoolean(5), columns);
        }
    }

    /** The sniffer names no quotation mark when it met none; one may still come later. */
    private static byte mark(@Nullable String sniffed, byte usual) {
        return sniffed == null || sniffed.isEmpty() || sniffed.equals("(empty)") || sniffed.equals("\0")
                ? usual
                : sniffed.getBytes(StandardCharsets.UTF_8)[0];
    }

    private MillraceException unreadable(SQLException cause) {
        String reason = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        boolean tooLong = reason.contains("out of memory") || reason.contains("maximum line size");
        return new MillraceException(
                ErrorCode.SOURCE_UNREADABLE,
                tooLong
                        ? fileName + " has lines that are too long to be read. Check that a quotation mark is not left"
                                + " open."
                        : fileName + " can't be read as a table. Check that its columns are parted by commas,"
                                + " semicolons or tabs, the same in every row.",
                cause);
    }
}

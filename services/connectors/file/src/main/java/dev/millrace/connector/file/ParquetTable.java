package dev.millrace.connector.file;

import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.LogicalType;
import java.nio.file.Path;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A Parquet file, read by DuckDB row group by row group. Every type becomes one that holds all its values: what is nested becomes JSON, and
 * times in billionths of a second become text where some have more than millionths.
 */
final class ParquetTable implements Table {

    private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\((\\d+),\\s*(\\d+)\\)");

    /** Digits of the largest number of 64 bits without a sign, and of the largest of 128 bits. */
    private static final LogicalType UNSIGNED = LogicalType.decimal(20, 0);

    private static final LogicalType HUGE = LogicalType.decimal(39, 0);

    /** A column as it is asked for, and what it becomes. */
    private record Column(String name, String expression, LogicalType type) {}

    private final Connection duckDb;
    private final String name;
    private final String fileName;
    private final String source;
    private final List<Column> columns = new ArrayList<>();
    private final long rows;

    ParquetTable(Connection duckDb, String name, String fileName, Path file) {
        this.duckDb = duckDb;
        this.name = name;
        this.fileName = fileName;
        this.source = "read_parquet('" + file.toString().replace("'", "''") + "')";
        try (Statement statement = duckDb.createStatement()) {
            DuckDb.allowMoreMemory(duckDb);
            try (ResultSet described = statement.executeQuery("describe select * from " + source)) {
                while (described.next()) {
                    columns.add(column(described.getString("column_name"), described.getString("column_type")));
                }
            }
            finerThanMicros();
            try (ResultSet counted = statement.executeQuery("select count(*) from " + source)) {
                counted.next();
                rows = counted.getLong(1);
            }
        } catch (SQLException e) {
            throw FileKind.damaged(fileName, e);
        }
    }

    private static Column column(String name, String type) {
        String quoted = '"' + name.replace("\"", "\"\"") + '"';
        Matcher decimal = DECIMAL.matcher(type);
        if (decimal.matches()) {
            return new Column(
                    name,
                    quoted,
                    LogicalType.decimal(Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2))));
        }
        if (type.endsWith("]") || type.contains("(")) {
            return new Column(name, "to_json(" + quoted + ")::varchar", LogicalType.JSON);
        }
        return switch (type.toUpperCase(Locale.ROOT)) {
            case "BOOLEAN" -> new Column(name, quoted, LogicalType.BOOLEAN);
            case "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER" ->
                new Column(name, quoted + "::bigint", LogicalType.INTEGER);
            case "UBIGINT" -> new Column(name, quoted + "::varchar", UNSIGNED);
            case "HUGEINT", "UHUGEINT" -> new Column(name, quoted + "::varchar", HUGE);
            case "FLOAT", "DOUBLE" -> new Column(name, quoted + "::double", LogicalType.DOUBLE);
            case "DATE" -> new Column(name, quoted + " - date '1970-01-01'", LogicalType.DATE);
            case "TIME" -> new Column(name, "epoch_us(" + quoted + ")", LogicalType.TIME);
            case "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS" ->
                new Column(name, "epoch_us(" + quoted + "::timestamp)", LogicalType.TIMESTAMP);
            case "TIMESTAMP_NS" -> new Column(name, quoted, LogicalType.TIMESTAMP);
            case "TIMESTAMP WITH TIME ZONE" -> new Column(name, "epoch_us(" + quoted + ")", LogicalType.TIMESTAMPTZ);
            case "UUID" -> new Column(name, quoted + "::varchar", LogicalType.UUID);
            case "BLOB" -> new Column(name, quoted, LogicalType.BINARY);
            default -> new Column(name, quoted + "::varchar", LogicalType.TEXT);
        };
    }

    /** Most programs write billionths and have millionths. */
    private void finerThanMicros() throws SQLException {
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            if (column.type().equals(LogicalType.TIMESTAMP)
                    && !column.expression().startsWith("epoch_us")) {
                String quoted = column.expression();
                boolean finer;
                try (Statement statement = duckDb.createStatement();
                        ResultSet found = statement.executeQuery("select count(*) from (select 1 from " + source
                                + " where epoch_ns(" + quoted + ") % 1000 <> 0 limit 1)")) {
                    found.next();
                    finer = found.getLong(1) > 0;
                }
                columns.set(
                        i,
                        finer
                                ? new Column(column.name(), quoted + "::varchar", LogicalType.TEXT)
                                : new Column(
                                        column.name(), "epoch_us(" + quoted + "::timestamp)", LogicalType.TIMESTAMP));
            }
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isUntyped() {
        return false;
    }

    @Override
    public Optional<Declared> declared() {
        return Optional.of(new Declared(
                columns.stream()
                        .map(column -> Field.of(column.name(), column.type(), true))
                        .toList(),
                rows));
    }

    @Override
    public List<String> header() {
        return columns.stream().map(Column::name).toList();
    }

    @Override
    public Map<String, Long> rejected() {
        return Map.of();
    }

    @Override
    public void forEachRow(RowVisitor visitor) {
        String wanted = columns.stream().map(Column::expression).collect(Collectors.joining(", "));
        @Nullable Object[] cells = new Object[columns.size()];
        try (Statement statement = duckDb.createStatement();
                ResultSet row = statement.executeQuery("select " + wanted + " from " + source)) {
            while (row.next()) {
                for (int i = 0; i < cells.length; i++) {
                    cells[i] = cell(row, i + 1, columns.get(i).type());
                }
                if (!visitor.row(cells)) {
                    return;
                }
            }
        } catch (SQLException e) {
            throw FileKind.damaged(fileName, e);
        }
    }

    private static @Nullable Object cell(ResultSet row, int place, LogicalType type) throws SQLException {
        Object cell = switch (type.kind()) {
            case BOOLEAN -> row.getBoolean(place);
            case INTEGER, DATE, TIME, TIMESTAMP, TIMESTAMPTZ -> row.getLong(place);
            case DOUBLE -> row.getDouble(place);
            case DECIMAL -> row.getBigDecimal(place);
            case BINARY -> row.getBlob(place);
            case TEXT, UUID, JSON -> row.getString(place);
        };
        return cell == null || row.wasNull() ? null : value(cell, type.kind());
    }

    private static Object value(Object cell, LogicalType.Kind kind) throws SQLException {
        return switch (kind) {
            case DATE -> LocalDate.ofEpochDay((Long) cell);
            case TIME -> LocalTime.ofNanoOfDay((Long) cell * 1_000);
            case TIMESTAMP -> LocalDateTime.ofInstant(instant((Long) cell), ZoneOffset.UTC);
            case TIMESTAMPTZ -> instant((Long) cell);
            case UUID -> UUID.fromString((String) cell);
            case JSON -> new JsonCell((String) cell);
            case BINARY -> ((Blob) cell).getBytes(1, Math.toIntExact(((Blob) cell).length()));
            case BOOLEAN, INTEGER, DOUBLE, DECIMAL, TEXT -> cell;
        };
    }

    private static Instant instant(long epochMicros) {
        return Instant.EPOCH.plus(epochMicros, ChronoUnit.MICROS);
    }
}

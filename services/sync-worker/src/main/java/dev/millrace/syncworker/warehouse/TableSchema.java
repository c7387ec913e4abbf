package dev.millrace.syncworker.warehouse;

import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.LogicalType;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Creates tables and lets them follow their source: new fields become new columns, types widen where no value is lost,
 * and a field whose type can't be reconciled goes to a new column beside the old one. Nothing is ever dropped or
 * narrowed.
 */
final class TableSchema {

    static final String LOADED_AT = "_millrace_loaded_at";
    static final String ISSUES = "_millrace_issues";

    /** Of a stream that keeps its history: when the version began, when it ended, and whether it is the last one. */
    static final String VALID_FROM = "_millrace_valid_from";

    static final String VALID_TO = "_millrace_valid_to";
    static final String CURRENT = "_millrace_current";

    /** Of rows on their way: whether the source has deleted them. */
    static final String DELETED = "_millrace_deleted";

    /** PostgreSQL's 1,600, without those that every table of ours has. */
    private static final int MOST_COLUMNS = 1_598;

    private final Connection connection;

    TableSchema(Connection connection) {
        this.connection = connection;
    }

    boolean exists(TableName table) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select 1 from pg_tables where schemaname = ? and tablename = ?")) {
            statement.setString(1, table.schema());
            statement.setString(2, table.name());
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    /** Whether autovacuum passes over what is inserted. */
    boolean ignoresInserts(TableName table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select 'autovacuum_vacuum_insert_threshold=-1' = any (reloptions) from pg_class where oid = ?::regclass")) {
            statement.setString(1, table.quoted());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    long count(TableName table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from " + table.quoted())) {
            row.next();
            return row.getLong(1);
        }
    }

    /**
     * Creates a table for the stream. Fields keep the column names that an earlier generation gave them.
     *
     * @param ownColumns definitions of what the mode needs beside the stream's columns
     * @param options of the table, empty or with {@code with}
     */
    List<Column> create(
            TableName table,
            LoadRequest request,
            long generation,
            long earlierGeneration,
            String ownColumns,
            String options)
            throws SQLException {
        if (request.stream().fields().size() > MOST_COLUMNS) {
            throw new MillraceException(
                    ErrorCode.SOURCE_UNREADABLE,
                    String.format(
                            Locale.ROOT,
                            "\"%s\" has %,d columns, and a table of the warehouse holds %,d. Leave some out.",
                            request.stream().name(),
                            request.stream().fields().size(),
                            MOST_COLUMNS));
        }
        Map<String, Column> earlier = columns(request, earlierGeneration);
        Set<String> taken = reservedNames();
        earlier.values().forEach(column -> taken.add(column.name()));
        List<Column> columns = new ArrayList<>();
        int position = 0;
        for (Field field : request.stream().fields()) {
            position++;
            Column known = earlier.get(field.name());
            String name = known != null ? known.name() : Identifiers.columnName(field.name(), position, taken);
            taken.add(name);
            columns.add(new Column(field.name(), name, field.logicalType()));
        }
        String definitions = columns.stream()
                .map(column -> Identifiers.quote(column.name()) + " " + ColumnTypes.sql(column.type()) + ",\n")
                .collect(Collectors.joining());
        execute("create table " + table.quoted() + " (" + definitions + LOADED_AT
                + " timestamptz not null default now(), " + ISSUES + " jsonb" + ownColumns + ")" + options);
        remember(request, generation, columns);
        return columns;
    }

    /** Fits a table that exists to the stream as it is now. */
    List<Column> follow(TableName table, LoadRequest request, long generation) throws SQLException {
        Map<String, Column> known = columns(request, generation);
        Set<String> taken = reservedNames();
        taken.addAll(columnNames(table));
        List<Column> columns = new ArrayList<>();
        int position = 0;
        for (Field field : request.stream().fields()) {
            position++;
            Column column = known.get(field.name());
            if (column == null) {
                column = add(table, field, Identifiers.columnName(field.name(), position, taken));
            } else if (!column.type().equals(field.logicalType())) {
                column = widen(table, column, field, taken);
            }
            taken.add(column.name());
            columns.add(column);
        }
        remember(request, generation, columns);
        return columns;
    }

    private Column widen(TableName table, Column column, Field field, Set<String> taken) throws SQLException {
        Optional<LogicalType> widened = ColumnTypes.widened(column.type(), field.logicalType());
        if (widened.isPresent() && widened.get().equals(column.type())) {
            return column;
        }
        if (widened.isPresent() && alter(table, column.name(), widened.get())) {
            return new Column(column.field(), column.name(), widened.get());
        }
        String wanted = column.name() + "_" + field.logicalType().kind().name().toLowerCase(Locale.ROOT);
        return add(table, field, Identifiers.columnName(wanted, 0, taken));
    }

    private boolean alter(TableName table, String column, LogicalType type) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            execute("alter table " + table.quoted() + " alter column " + Identifiers.quote(column) + " type "
                    + ColumnTypes.sql(type));
            connection.releaseSavepoint(before);
            return true;
        } catch (SQLException e) {
            // feature_not_supported: a view depends on the column, and its owner decides about it.
            if (!"0A000".equals(e.getSQLState())) {
                throw e;
            }
            connection.rollback(before);
            return false;
        }
    }

    private Column add(TableName table, Field field, String name) throws SQLException {
        execute("alter table " + table.quoted() + " add column " + Identifiers.quote(name) + " "
                + ColumnTypes.sql(field.logicalType()));
        return new Column(field.name(), name, field.logicalType());
    }

    static Set<String> reservedNames() {
        // Beside ours, those of PostgreSQL's system columns (documentation, "System Columns").
        return new HashSet<>(List.of(
                LOADED_AT,
                ISSUES,
                VALID_FROM,
                VALID_TO,
                CURRENT,
                DELETED,
                Chunks.ORDER,
                "tableoid",
                "xmin",
                "cmin",
                "xmax",
                "cmax",
                "ctid"));
    }

    private List<String> columnNames(TableName table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select column_name from information_schema.columns where table_schema = ? and table_name = ?")) {
            statement.setString(1, table.schema());
            statement.setString(2, table.name());
            List<String> names = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    names.add(row.getString(1));
                }
            }
            return names;
        }
    }

    private Map<String, Column> columns(LoadRequest request, long generation) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select field, column_name, type from _millrace.columns"
                        + " where source_id = ? and stream = ? and generation = ?")) {
            statement.setObject(1, request.sourceId().value());
            statement.setString(2, request.stream().name());
            statement.setLong(3, generation);
            Map<String, Column> columns = new LinkedHashMap<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    columns.put(
                            row.getString(1),
                            new Column(row.getString(1), row.getString(2), LogicalType.parse(row.getString(3))));
                }
            }
            return columns;
        }
    }

    private void remember(LoadRequest request, long generation, List<Column> columns) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                insert into _millrace.columns values (?, ?, ?, ?, ?, ?)
                on conflict (source_id, stream, generation, field)
                    do update set column_name = excluded.column_name, type = excluded.type
                """)) {
            for (Column column : columns) {
                statement.setObject(1, request.sourceId().value());
                statement.setString(2, request.stream().name());
                statement.setLong(3, generation);
                statement.setString(4, column.field());
                statement.setString(5, column.name());
                statement.setString(6, column.type().toString());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** Forgets the columns of all generations but one. */
    void forgetOtherGenerations(LoadRequest request, long generation) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "delete from _millrace.columns where source_id = ? and stream = ? and generation <> ?")) {
            statement.setObject(1, request.sourceId().value());
            statement.setString(2, request.stream().name());
            statement.setLong(3, generation);
            statement.executeUpdate();
        }
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

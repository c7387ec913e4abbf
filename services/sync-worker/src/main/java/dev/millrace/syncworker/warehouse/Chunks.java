package dev.millrace.syncworker.warehouse;

import dev.millrace.work.SyncMode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How the rows of a chunk get into their table: straight, or through a staging table that is emptied with every chunk.
 *
 * <p>An upsert takes the last row of each key, and leaves alone what has not changed. An incremental append leaves out the
 * rows at the boundary that an earlier read has given already: a cursor is inclusive, so that no row of the boundary is
 * lost.
 */
final class Chunks {

    private static final String ORDER = "_millrace_row";

    private final Connection connection;
    private final TableName target;
    private final TableName staging;
    private final List<Column> columns;
    private final String merge;

    /** The SQL that moves a staged chunk; empty when rows go straight in. */
    private Chunks(Connection connection, TableName target, TableName staging, List<Column> columns, String merge) {
        this.connection = connection;
        this.target = target;
        this.staging = staging;
        this.columns = columns;
        this.merge = merge;
    }

    /** The way that the mode asks for. Creates the staging table if there has to be one. */
    static Chunks of(Connection connection, LoadRequest request, TableName target, List<Column> columns)
            throws SQLException {
        TableName staging = new TableName(
                CheckpointTable.SCHEMA,
                "staged_" + Identifiers.hash(request.table().toString(), 24));
        Map<String, String> names =
                columns.stream().collect(Collectors.toMap(Column::field, column -> Identifiers.quote(column.name())));
        String merge = switch (request.configured().syncMode()) {
            case FULL_REFRESH_OVERWRITE, FULL_REFRESH_APPEND -> "";
            case INCREMENTAL_APPEND -> append(request, target, staging, columns, names);
            case INCREMENTAL_UPSERT -> upsert(request, target, staging, columns, names);
        };
        Chunks chunks = new Chunks(connection, target, staging, columns, merge);
        if (chunks.isStaged()) {
            chunks.createStaging();
        }
        return chunks;
    }

    /** An upsert needs its key to be unique. */
    static void createKey(Connection connection, LoadRequest request, TableName target, List<Column> columns)
            throws SQLException {
        if (request.configured().syncMode() != SyncMode.INCREMENTAL_UPSERT) {
            return;
        }
        Map<String, String> names =
                columns.stream().collect(Collectors.toMap(Column::field, column -> Identifiers.quote(column.name())));
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "create unique index on " + target.quoted() + " (" + key(request, names) + ") nulls not distinct");
        }
    }

    private boolean isStaged() {
        return !merge.isEmpty();
    }

    private void createStaging() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("drop table if exists " + staging.quoted());
            // Unlogged: what a crash leaves of it is of no use, as its chunk was not committed.
            statement.execute("create unlogged table " + staging.quoted() + " as select " + list(columns) + " from "
                    + target.quoted() + " with no data");
            statement.execute("alter table " + staging.quoted() + " add column " + ORDER
                    + " bigint generated always as identity");
        }
    }

    CopyStream open() throws SQLException {
        if (!isStaged()) {
            return CopyStream.open(connection, target, columns);
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("truncate " + staging.quoted());
        }
        return CopyStream.open(connection, staging, columns);
    }

    /** Puts the copied rows in their place, and gives how many rows the target has more. */
    long settle(long copied) throws SQLException {
        if (!isStaged()) {
            return copied;
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(merge)) {
            row.next();
            return row.getLong(1);
        }
    }

    void close() throws SQLException {
        if (isStaged()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("drop table if exists " + staging.quoted());
            }
        }
    }

    private static String upsert(
            LoadRequest request, TableName target, TableName staging, List<Column> columns, Map<String, String> names) {
        String key = key(request, names);
        List<String> kept = columns.stream()
                .filter(column -> !request.configured().primaryKey().contains(column.field()))
                .map(column -> Identifiers.quote(column.name()))
                .collect(Collectors.toList());
        kept.add(TableSchema.ISSUES);
        String cursor = request.configured().cursorField();
        String newest = cursor == null || !names.containsKey(cursor) ? "" : names.get(cursor) + " desc nulls last, ";
        return "with merged as (insert into " + target.quoted() + " as present (" + list(columns) + ") select "
                + list(columns) + " from (select distinct on (" + key + ") * from " + staging.quoted() + " order by "
                + key + ", " + newest + ORDER + " desc) as newest on conflict (" + key + ") do update set "
                + each(kept, name -> name + " = excluded." + name) + ", " + TableSchema.LOADED_AT
                + " = now() where (" + each(kept, name -> "present." + name) + ") is distinct from ("
                + each(kept, name -> "excluded." + name)
                // xmax is set on a row that was there before.
                + ") returning (xmax = 0) as inserted) select count(*) filter (where inserted) from merged";
    }

    private static String append(
            LoadRequest request, TableName target, TableName staging, List<Column> columns, Map<String, String> names) {
        String cursor = request.configured().cursorField();
        if (cursor == null || !names.containsKey(cursor)) {
            return "";
        }
        String column = names.get(cursor);
        return "with merged as (insert into " + target.quoted() + " (" + list(columns) + ") (select " + list(columns)
                + " from " + staging.quoted() + " except all select " + list(columns) + " from " + target.quoted()
                + " where " + column + " = (select min(" + column + ") from " + staging.quoted()
                + ")) returning 1) select count(*) from merged";
    }

    private static String key(LoadRequest request, Map<String, String> names) {
        return each(request.configured().primaryKey(), field -> {
            String name = names.get(field);
            if (name == null) {
                throw new IllegalStateException("the key's field is not in the catalog: " + field);
            }
            return name;
        });
    }

    private static String list(List<Column> columns) {
        return columns.stream()
                        .map(column -> Identifiers.quote(column.name()) + ", ")
                        .collect(Collectors.joining())
                + TableSchema.ISSUES;
    }

    private static String each(List<String> names, Function<String, String> written) {
        return names.stream().map(written).collect(Collectors.joining(", "));
    }
}

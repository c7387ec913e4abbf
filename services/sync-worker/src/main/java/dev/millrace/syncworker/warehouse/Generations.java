package dev.millrace.syncworker.warehouse;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Puts a new generation of a table in the place of the old one, within the caller's transaction.
 *
 * <p>To delete the files of a large table takes a while, and whoever reads waits for it, as the locks are given up behind it: such a
 * table is put aside, and {@link ReplacedTables} drops it later.
 */
final class Generations {

    private static final long LARGE_BYTES = 16L * 1024 * 1024;
    private static final String HAS_DEPENDENTS = "2BP01";
    private static final String NAME_IS_TAKEN = "42P07";

    private final Connection connection;
    private boolean putAside;

    Generations(Connection connection) {
        this.connection = connection;
    }

    void swapIn(TableName live, TableName built) throws SQLException {
        boolean aside = isLarge(live) && putAside(live);
        putAside |= aside;
        if (!aside && !drop(live)) {
            replaceRows(live, built);
            return;
        }
        execute("alter table " + built.quoted() + " set schema " + Identifiers.quote(live.schema()));
        execute("alter table " + new TableName(live.schema(), built.name()).quoted() + " rename to "
                + Identifiers.quote(live.name()));
        execute(Autovacuum.resumed(live));
    }

    /** Whether there is a table to be dropped, once the transaction is committed. */
    boolean havePutAside() {
        return putAside;
    }

    private boolean isLarge(TableName table) throws SQLException {
        String size = "select pg_relation_size(to_regclass(" + Identifiers.literal(table.quoted()) + "))";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(size)) {
            row.next();
            return row.getLong(1) >= LARGE_BYTES;
        }
    }

    /** False when it can't be dropped, or one of its indexes has a name that is taken there. */
    private boolean putAside(TableName table) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            TableName renamed = new TableName(table.schema(), ReplacedTables.name(connection, table));
            execute("alter table " + table.quoted() + " rename to " + Identifiers.quote(renamed.name()));
            execute("alter table " + renamed.quoted() + " set schema " + Identifiers.quote(CheckpointTable.SCHEMA));
            Savepoint whole = connection.setSavepoint();
            execute("drop table " + new TableName(CheckpointTable.SCHEMA, renamed.name()).quoted());
            connection.rollback(whole);
            connection.releaseSavepoint(before);
            return true;
        } catch (SQLException e) {
            if (!HAS_DEPENDENTS.equals(e.getSQLState()) && !NAME_IS_TAKEN.equals(e.getSQLState())) {
                throw e;
            }
            connection.rollback(before);
            return false;
        }
    }

    /** False when somebody's view reads the table: the view stays, and so does the table. */
    boolean drop(TableName table) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            execute("drop table if exists " + table.quoted());
            connection.releaseSavepoint(before);
            return true;
        } catch (SQLException e) {
            if (!HAS_DEPENDENTS.equals(e.getSQLState())) {
                throw e;
            }
            connection.rollback(before);
            return false;
        }
    }

    /** Slower, and readers still see the old rows or the new ones, never none. */
    private void replaceRows(TableName live, TableName built) throws SQLException {
        String missing = columnsOf(built, live)
                .map(column -> "alter table " + live.quoted() + " add column " + column)
                .collect(Collectors.joining("; "));
        if (!missing.isEmpty()) {
            execute(missing);
        }
        String names = columnNames(built);
        execute("delete from " + live.quoted());
        execute("insert into " + live.quoted() + " (" + names + ") select " + names + " from " + built.quoted());
        execute("drop table " + built.quoted());
    }

    /** Columns that the one table has and the other has not, with their types. */
    private Stream<String> columnsOf(TableName table, TableName other) throws SQLException {
        String sql = "select string_agg(quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod), E'\\n')"
                + " from pg_attribute a where a.attrelid = " + Identifiers.literal(table.quoted())
                + "::regclass and a.attnum > 0"
                + " and not a.attisdropped and not exists (select 1 from pg_attribute b where b.attrelid = "
                + Identifiers.literal(other.quoted()) + "::regclass and b.attname = a.attname and not b.attisdropped)";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            String columns = row.getString(1);
            return columns == null ? Stream.empty() : columns.lines();
        }
    }

    private String columnNames(TableName table) throws SQLException {
        String sql = "select string_agg(quote_ident(attname), ', ') from pg_attribute where attrelid = "
                + Identifiers.literal(table.quoted()) + "::regclass and attnum > 0 and not attisdropped";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

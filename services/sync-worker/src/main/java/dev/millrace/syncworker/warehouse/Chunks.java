package dev.millrace.syncworker.warehouse;

import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.work.SyncMode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;

/**
 * How the rows of a chunk get into their table: straight, or through a staging table that is emptied with every chunk and
 * merged by the statements of {@link MergeSql}.
 *
 * <p>A new generation of an upsert is loaded straight, and gets its key when it is whole: one sort instead of a search for
 * every row.
 */
final class Chunks {

    static final String ORDER = "_millrace_row";

    private static final String UNIQUE_VIOLATION = "23505";

    private final Connection connection;
    private final LoadRequest request;
    private final TableName target;
    private final TableName staging;
    private final boolean keyedAtTheEnd;
    private final MergeSql sql;
    private final List<String> merge;
    private final List<String> mergeOfDeleted;

    private Chunks(Connection connection, LoadRequest request, LoadPlan plan, TableName staging) throws SQLException {
        this.connection = connection;
        this.request = request;
        this.target = plan.target(request);
        this.staging = staging;
        this.keyedAtTheEnd = isKeyedAtTheEnd(request, plan.building());
        this.sql = new MergeSql(request, target, staging, plan.columns());
        this.merge = merge(false);
        this.mergeOfDeleted = merge(true);
    }

    private List<String> merge(boolean someDeleted) throws SQLException {
        return switch (request.configured().syncMode()) {
            case FULL_REFRESH_OVERWRITE, FULL_REFRESH_APPEND -> List.of();
            case INCREMENTAL_APPEND -> sql.append(now());
            case INCREMENTAL_UPSERT -> keyedAtTheEnd ? List.of() : sql.upsert(someDeleted);
            case INCREMENTAL_HISTORY -> sql.history(someDeleted);
        };
    }

    /** The way that the mode asks for. Creates the staging table if there has to be one. */
    static Chunks of(Connection connection, LoadRequest request, LoadPlan plan) throws SQLException {
        TableName staging = new TableName(
                CheckpointTable.SCHEMA,
                "staged_" + Identifiers.hash(request.table().toString(), 24));
        Chunks chunks = new Chunks(connection, request, plan, staging);
        if (chunks.isStaged()) {
            chunks.createStaging();
        }
        return chunks;
    }

    /** Whether a table that is loaded straight gets its key when it is whole. */
    static boolean isKeyedAtTheEnd(LoadRequest request, boolean building) {
        return building && request.configured().syncMode() == SyncMode.INCREMENTAL_UPSERT;
    }

    /** Where the rows of a chunk are until they are merged. */
    TableName staging() {
        return staging;
    }

    private String now() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select now()::text")) {
            row.next();
            return row.getString(1);
        }
    }

    private boolean isStaged() {
        return !merge.isEmpty();
    }

    private boolean marksDeletedRows() {
        return request.configured().syncMode().needsKey();
    }

    private void createStaging() throws SQLException {
        execute("drop table if exists " + staging.quoted());
        // Unlogged: what a crash leaves of it is of no use, as its chunk was not committed.
        execute("create unlogged table " + staging.quoted() + Autovacuum.paused() + " as select " + sql.all() + " from "
                + target.quoted() + " with no data");
        execute("alter table " + staging.quoted() + " add column " + ORDER + " bigint generated always as identity"
                + (marksDeletedRows() ? ", add column " + TableSchema.DELETED + " boolean" : ""));
    }

    CopyStream open() throws SQLException {
        if (!isStaged()) {
            return CopyStream.open(connection, target, names());
        }
        execute("truncate " + staging.quoted());
        return CopyStream.open(connection, staging, names());
    }

    /** The columns of a batch, in their order. */
    private String names() {
        return sql.all() + (marksDeletedRows() ? ", " + TableSchema.DELETED : "");
    }

    /** Whether rows may be written by two at once: into a table that nobody sees yet, and where their order says nothing. */
    boolean mayBeWrittenByTwo() {
        return request.configured().syncMode() == SyncMode.FULL_REFRESH_OVERWRITE;
    }

    SecondWriter openSecond(SecondWriter.Opener opener) throws SQLException {
        return opener.open(target, names());
    }

    /** Puts the copied rows in their place, and gives how many rows the target has more. */
    long settle(long copied, boolean someDeleted) throws SQLException {
        if (!isStaged()) {
            return copied;
        }
        List<String> statements = someDeleted ? mergeOfDeleted : merge;
        for (String statement : statements.subList(0, statements.size() - 1)) {
            execute(statement);
        }
        return number(statements.getLast());
    }

    /**
     * Counts what was built, and makes its keys unique where that is still to be done.
     *
     * @param expected how many rows there have to be before
     * @return how many rows that took away
     */
    long complete(long expected) throws SQLException {
        Built built = built();
        if (built.rows() != expected) {
            throw new MillraceException(
                    ErrorCode.NOT_RECONCILED,
                    "The rows of " + request.table() + " do not add up: the table has " + built.rows() + " rows where "
                            + expected + " are expected. Nothing was replaced; the next attempt loads them again.");
        }
        if (!keyedAtTheEnd) {
            return 0;
        }
        long removed = 0;
        if (built.deleted() > 0 || !createKey()) {
            try (Statement statement = connection.createStatement()) {
                removed = statement.executeLargeUpdate(sql.removeRepeated(built.deleted() > 0));
            }
            execute(sql.createKey());
        }
        execute("alter table " + target.quoted() + " drop column " + TableSchema.DELETED);
        return removed;
    }

    private record Built(long rows, long deleted) {}

    private Built built() throws SQLException {
        String deleted = keyedAtTheEnd ? "count(" + TableSchema.DELETED + ")" : "0";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*), " + deleted + " from " + target.quoted())) {
            row.next();
            return new Built(row.getLong(1), row.getLong(2));
        }
    }

    /** False when the key is not unique yet. */
    private boolean createKey() throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            execute(sql.createKey());
            connection.releaseSavepoint(before);
            return true;
        } catch (SQLException e) {
            if (!UNIQUE_VIOLATION.equals(e.getSQLState())) {
                throw e;
            }
            connection.rollback(before);
            return false;
        }
    }

    void close() throws SQLException {
        if (isStaged()) {
            execute("drop table if exists " + staging.quoted());
        }
    }

    private long number(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    private void execute(String statement) throws SQLException {
        try (Statement executed = connection.createStatement()) {
            executed.execute(statement);
        }
    }
}

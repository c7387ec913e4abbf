package dev.millrace.syncworker.warehouse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.kernel.RunId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code _millrace.checkpoints}: how far each stream is, in the same database as its rows, so that both commit together.
 * It fences too: an attempt whose token is lower than that of the one that wrote last can't write.
 */
final class CheckpointTable {

    static final String SCHEMA = "_millrace";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int TRIES_OF_PATIENCE = 100;
    private static final int MOST_TRIES = 300;

    private final Connection connection;

    CheckpointTable(Connection connection) {
        this.connection = connection;
    }

    /** Lets one worker at a time create what is missing in the warehouse, until its transaction ends. */
    void lock() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_xact_lock(hashtext('_millrace.create'))");
        }
    }

    /** Creates what is missing. */
    void create() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create schema if not exists _millrace");
            statement.execute("""
                    create table if not exists _millrace.checkpoints (
                        source_id uuid not null,
                        stream text not null,
                        definition text not null,
                        generation bigint not null,
                        building boolean not null,
                        run_id uuid not null,
                        fencing_token bigint not null,
                        state text,
                        complete boolean not null,
                        rows_before bigint not null,
                        rows_read bigint not null,
                        rows_loaded bigint not null,
                        rows_inserted bigint not null,
                        rows_set_aside bigint not null,
                        values_set_aside bigint not null,
                        updated_at timestamptz not null,
                        read_again integer not null default 0,
                        beside text,
                        without_beside jsonb,
                        primary key (source_id, stream))
                    """);
            statement.execute("""
                    do $$ begin
                        -- Of warehouses of an earlier version. Only then: the statement locks out everybody.
                        if not exists (select 1 from pg_attribute where attrelid = '_millrace.checkpoints'::regclass
                                and attname = 'read_again') then
                            alter table _millrace.checkpoints add column read_again integer not null default 0;
                        end if;
                        if not exists (select 1 from pg_attribute where attrelid = '_millrace.checkpoints'::regclass
                                and attname = 'beside') then
                            alter table _millrace.checkpoints add column beside text, add column without_beside jsonb;
                        end if;
                    end $$
                    """);
            statement.execute("""
                    create table if not exists _millrace.columns (
                        source_id uuid not null,
                        stream text not null,
                        generation bigint not null,
                        field text not null,
                        column_name text not null,
                        type text not null,
                        primary key (source_id, stream, generation, field))
                    """);
            statement.execute("""
                    create table if not exists _millrace.list_tables (
                        source_id uuid not null,
                        stream text not null,
                        path text[] not null,
                        table_name text not null,
                        table_oid bigint not null,
                        element_keys text[] not null,
                        element_types text[] not null,
                        renewed_at timestamptz not null,
                        primary key (source_id, stream, path))
                    """);
        }
    }

    /**
     * Takes the stream for this attempt and gives what was there before. Holds the row until the transaction ends, so
     * that one attempt prepares tables at a time.
     *
     * @throws MillraceException with {@code FENCED} when a later attempt, of this run or of another one, has it
     */
    Optional<Checkpoint> take(LoadRequest request) throws SQLException {
        Optional<Checkpoint> stored = find(request);
        if (stored.isPresent() && stored.get().fencingToken() > request.fencingToken()) {
            throw fenced();
        }
        try (PreparedStatement statement = connection.prepareStatement("""
                insert into _millrace.checkpoints values
                    (?, ?, '', 0, false, ?, ?, null, false, 0, 0, 0, 0, 0, 0, now(), 0, null, null)
                on conflict (source_id, stream) do update
                    set run_id = excluded.run_id, fencing_token = excluded.fencing_token
                    where checkpoints.fencing_token <= excluded.fencing_token
                """)) {
            statement.setObject(1, request.sourceId().value());
            statement.setString(2, request.stream().name());
            statement.setObject(3, request.runId().value());
            statement.setLong(4, request.fencingToken());
            if (statement.executeUpdate() == 0) {
                throw fenced();
            }
        }
        return stored;
    }

    private static MillraceException fenced() {
        return new MillraceException(ErrorCode.FENCED, "A later attempt has taken over this run.");
    }

    private Optional<Checkpoint> find(LoadRequest request) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select * from _millrace.checkpoints where source_id = ? and stream = ? for update")) {
            statement.setObject(1, request.sourceId().value());
            statement.setString(2, request.stream().name());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                Checkpoint stored = read(row);
                String beside = row.getString("beside");
                return Optional.of(beside == null ? stored : resolve(stored, beside, row.getString("without_beside")));
            }
        }
    }

    /**
     * What holds of a checkpoint that counts rows of a transaction beside its own: all of it, if that was committed; otherwise the one
     * before it.
     */
    private Checkpoint resolve(Checkpoint stored, String beside, String before) throws SQLException {
        return switch (outcome(beside)) {
            case "committed" -> stored;
            case "aborted" -> before(stored, before);
            // Of transactions of long ago the server knows nothing any more.
            default -> stored.asDeadEnd();
        };
    }

    /** That of a worker that was killed ends when the server notices; one that seems to live on is ended. */
    private String outcome(String transaction) throws SQLException {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            String status = text("select coalesce(pg_xact_status('" + transaction + "'::xid8), 'forgotten')");
            if (!status.equals("in progress")) {
                return status;
            }
            if (tries == TRIES_OF_PATIENCE) {
                text("select count(pg_terminate_backend(pid)) from pg_stat_activity where usename = current_user"
                        + " and backend_xid = '" + transaction + "'::xid8::xid");
            }
            pause();
        }
        throw new MillraceException(
                ErrorCode.DESTINATION_UNREACHABLE,
                "An earlier attempt still writes into the warehouse. It is tried again.");
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MillraceException(ErrorCode.DESTINATION_UNREACHABLE, "The run was stopped.", e);
        }
    }

    private String text(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    private static Checkpoint before(Checkpoint stored, String text) throws SQLException {
        try {
            JsonNode values = JSON.readTree(text);
            return stored.before(
                    values.path("state").textValue(),
                    new LoadTotals(
                            values.path("rows_read").longValue(),
                            values.path("rows_loaded").longValue(),
                            values.path("rows_inserted").longValue(),
                            values.path("rows_set_aside").longValue(),
                            values.path("values_set_aside").longValue()),
                    values.path("transaction").asText());
        } catch (JsonProcessingException e) {
            throw new SQLException("the checkpoint before the last can't be read", e);
        }
    }

    private static Checkpoint read(ResultSet row) throws SQLException {
        return new Checkpoint(
                row.getString("definition"),
                row.getLong("generation"),
                row.getBoolean("building"),
                new RunId(row.getObject("run_id", UUID.class)),
                row.getLong("fencing_token"),
                row.getString("state"),
                row.getBoolean("complete"),
                row.getLong("rows_before"),
                new LoadTotals(
                        row.getLong("rows_read"),
                        row.getLong("rows_loaded"),
                        row.getLong("rows_inserted"),
                        row.getLong("rows_set_aside"),
                        row.getLong("values_set_aside")),
                row.getInt("read_again"),
                null);
    }

    /**
     * Writes a checkpoint within the transaction of the rows that it covers.
     *
     * @param beside another transaction that has some of the rows, and is committed right behind this one; if it is not, the
     *     checkpoint before holds. Null when there is none
     * @throws MillraceException with {@code FENCED} when another attempt has taken the stream meanwhile
     */
    void save(LoadRequest request, Checkpoint checkpoint, @Nullable String beside) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                update _millrace.checkpoints
                set definition = ?, generation = ?, building = ?, state = ?, complete = ?, rows_before = ?,
                    rows_read = ?, rows_loaded = ?, rows_inserted = ?, rows_set_aside = ?, values_set_aside = ?,
                    read_again = ?, beside = ?, without_beside = case when ?::text is not null then
                        jsonb_build_object('transaction', pg_current_xact_id()::text, 'state', state, 'rows_read', rows_read, 'rows_loaded', rows_loaded,
                            'rows_inserted', rows_inserted, 'rows_set_aside', rows_set_aside,
                            'values_set_aside', values_set_aside) end, updated_at = now()
                where source_id = ? and stream = ? and run_id = ? and fencing_token = ?
                """)) {
            statement.setString(1, checkpoint.definition());
            statement.setLong(2, checkpoint.generation());
            statement.setBoolean(3, checkpoint.building());
            statement.setString(4, checkpoint.state());
            statement.setBoolean(5, checkpoint.complete());
            statement.setLong(6, checkpoint.rowsBefore());
            statement.setLong(7, checkpoint.totals().rowsRead());
            statement.setLong(8, checkpoint.totals().rowsLoaded());
            statement.setLong(9, checkpoint.totals().rowsInserted());
            statement.setLong(10, checkpoint.totals().rowsSetAside());
            statement.setLong(11, checkpoint.totals().valuesSetAside());
            statement.setInt(12, checkpoint.readAgain());
            statement.setString(13, beside);
            statement.setString(14, beside);
            statement.setObject(15, request.sourceId().value());
            statement.setString(16, request.stream().name());
            statement.setObject(17, checkpoint.runId().value());
            statement.setLong(18, checkpoint.fencingToken());
            if (statement.executeUpdate() == 0) {
                throw fenced();
            }
        }
    }
}

package dev.millrace.connector.postgres;

import dev.millrace.connector.spi.SourceLog;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.replication.LogSequenceNumber;

/**
 * Keeps the log for this source, from its confirmed position on. Nothing is confirmed while it is read: only what every table
 * has committed, between runs.
 */
final class ReplicationSlot {

    private static final long WARNED_BYTES = 1L << 30;
    private static final String FEATURE_OFF = "55000";
    private static final String TOO_MANY = "53400";
    private static final String NOT_PERMITTED = "42501";

    /**
     * A slot as it is.
     *
     * @param confirmed what follows is kept
     * @param kept bytes of the log that the server may not delete because of it
     * @param lost whether the server has deleted what it should have kept
     * @param endangered whether it is about to
     */
    record State(LogSequenceNumber confirmed, long kept, boolean lost, boolean endangered) {}

    private final Connection connection;
    private final String name;

    /** @param connection whose statements are transactions */
    ReplicationSlot(Connection connection, String name) {
        this.connection = connection;
        this.name = name;
    }

    Optional<State> state() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                select confirmed_flush_lsn, coalesce(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn), 0)::int8,
                       wal_status = 'lost' or restart_lsn is null, wal_status = 'unreserved', database = current_database(),
                       plugin
                from pg_replication_slots where slot_name = ?
                """)) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                if (!row.getBoolean(5) || !"pgoutput".equals(row.getString(6))) {
                    throw new MillraceException(
                            ErrorCode.INVALID_CONFIGURATION,
                            "The replication slot \"" + name + "\" is of another database or kind. Choose another"
                                    + " \"Replication slot\".");
                }
                String confirmed = row.getString(1);
                return Optional.of(new State(
                        confirmed == null ? LogSequenceNumber.INVALID_LSN : LogSequenceNumber.valueOf(confirmed),
                        row.getLong(2),
                        row.getBoolean(3),
                        row.getBoolean(4)));
            }
        }
    }

    /** Makes the slot if there is none, and in the place of one that is of no use any more. */
    State ensure(SourceLog log) throws SQLException {
        Optional<State> present = state();
        if (present.isPresent() && !present.get().lost()) {
            warnOfGrowth(present.get(), log);
            return present.get();
        }
        if (present.isPresent()) {
            log.warn(
                    "The server has deleted changes that the replication slot \"" + name
                            + "\" had to keep, because they were more than its max_slot_wal_keep_size. The slot is made again.");
            call("select pg_drop_replication_slot(?)", name);
        }
        try {
            call("select pg_create_logical_replication_slot(?, 'pgoutput')", name);
        } catch (SQLException e) {
            throw notMade(e);
        }
        log.info("Made the replication slot \"" + name
                + "\". It keeps the database's log until it is read: if this source"
                + " is deleted, drop it with pg_drop_replication_slot('" + name + "').");
        return state().orElseThrow(() -> new SQLException("the slot is gone as soon as it was made"));
    }

    private MillraceException notMade(SQLException cause) throws SQLException {
        String state = cause.getSQLState() == null ? "" : cause.getSQLState();
        return switch (state) {
            case FEATURE_OFF ->
                new MillraceException(
                        ErrorCode.INVALID_CONFIGURATION,
                        "The database does not write a log that changes can be read from. Set wal_level = logical and"
                                + " restart the server, or choose \"query\" for \"Changes\".",
                        cause);
            case TOO_MANY ->
                new MillraceException(
                        ErrorCode.SOURCE_NOT_PERMITTED,
                        "The server has no free replication slot. Raise max_replication_slots, or drop one that nobody"
                                + " reads.",
                        cause);
            case NOT_PERMITTED ->
                new MillraceException(
                        ErrorCode.SOURCE_NOT_PERMITTED,
                        "The user may not read the log. Let a superuser run: alter role … replication;",
                        cause);
            default -> throw cause;
        };
    }

    private void warnOfGrowth(State present, SourceLog log) {
        if (present.endangered() || present.kept() >= WARNED_BYTES) {
            log.warn("The replication slot \"" + name + "\" keeps " + present.kept() / (1 << 20)
                    + " MB of the database's log. It grows until every table of this source was read to its end"
                    + (present.endangered() ? ", and the server is about to delete it." : "."));
        }
    }

    /** Lets the server delete what comes before a position. */
    void confirm(LogSequenceNumber position) throws SQLException {
        Optional<State> present = state();
        if (present.isPresent()
                && !present.get().lost()
                && present.get().confirmed().asLong() < position.asLong()) {
            call("select pg_replication_slot_advance(?, ?::pg_lsn)", name, position.asString());
        }
    }

    private void call(String query, String... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            statement.execute();
        }
    }
}

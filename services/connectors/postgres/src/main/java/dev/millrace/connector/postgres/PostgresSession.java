package dev.millrace.connector.postgres;

import dev.millrace.connector.spi.Catalog;
import dev.millrace.connector.spi.EgressGuard;
import dev.millrace.connector.spi.ReadRequest;
import dev.millrace.connector.spi.ReadStoppedException;
import dev.millrace.connector.spi.SourceLog;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.connector.spi.StreamOutput;
import dev.millrace.connector.spi.database.RangeSettings;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * One connection, opened when it is first needed, and others for large tables. Everything is read in read-only transactions of the isolation
 * level repeatable read and of one snapshot, so that all streams of a run show the same moment.
 */
final class PostgresSession implements SourceSession {

    private final PostgresConfiguration configuration;
    private final SourceLog log;
    private final RangeSettings ranges;
    private final PostgresConnections connections;
    private volatile @Nullable Connection connection;
    private volatile boolean cancelled;
    private @Nullable List<SourceTable> tables;
    private volatile @Nullable FollowedTables followed;

    PostgresSession(PostgresConfiguration configuration, EgressGuard egress, SourceLog log, RangeSettings ranges) {
        this.configuration = configuration;
        this.log = log;
        this.ranges = ranges;
        this.connections = new PostgresConnections(configuration, egress);
    }

    private Connection connection() {
        Connection present = connection;
        if (present != null) {
            return present;
        }
        Connection opened = connections.openForSnapshots();
        connection = opened;
        return opened;
    }

    private Snapshot snapshot() {
        return new Snapshot(connection(), connections, ranges, log, () -> cancelled);
    }

    private List<SourceTable> tables() {
        List<SourceTable> known = tables;
        if (known != null) {
            return known;
        }
        try {
            List<SourceTable> listed = SourceTables.list(connection(), configuration.schemas());
            tables = listed;
            return listed;
        } catch (SQLException e) {
            throw PostgresErrors.reading("the list of tables", e);
        }
    }

    @Override
    public void check() {
        if (!tables().isEmpty()) {
            checkLog();
            return;
        }
        try {
            if (SourceTables.any(connection(), configuration.schemas())) {
                throw new MillraceException(
                        ErrorCode.SOURCE_NOT_PERMITTED,
                        "The user " + configuration.login().user() + " may not read any table of "
                                + configuration.login().database()
                                + ". Grant it USAGE on the schema and SELECT on the tables.");
            }
        } catch (SQLException e) {
            throw PostgresErrors.reading("the list of tables", e);
        }
        throw new MillraceException(
                ErrorCode.SOURCE_EMPTY,
                configuration.schemas().isEmpty()
                        ? "The database " + configuration.login().database()
                                + " has no tables. Check that it is the right one."
                        : "There are no tables in the schemas " + String.join(", ", configuration.schemas())
                                + ". Check their spelling, or leave \"Schemas\" empty.");
    }

    private void checkLog() {
        if (configuration.readsLog()) {
            try {
                LogRequirements.check(
                        connection(),
                        configuration,
                        tables().stream().filter(SourceTable::isFollowed).toList());
            } catch (SQLException e) {
                throw PostgresErrors.reading("the server's settings", e);
            }
        }
    }

    @Override
    public Catalog discover() {
        return new Catalog(tables().stream()
                .map(table -> table.describe(configuration.readsLog()))
                .toList());
    }

    @Override
    public void read(ReadRequest request, StreamOutput output) {
        SourceTable table = tables().stream()
                .filter(candidate -> candidate.streamName().equals(request.stream()))
                .findFirst()
                .orElseThrow(() -> new MillraceException(
                        ErrorCode.SOURCE_UNREADABLE,
                        "The database has no table \"" + request.stream()
                                + "\" that the user may read. Discover the source again."));
        try {
            if (!request.incremental() || request.cursorField() != null) {
                new TableRead(snapshot(), table, request).read(output);
            } else if (configuration.readsLog() && table.isFollowed()) {
                followed().read(table, request, output);
            } else {
                throw new MillraceException(
                        ErrorCode.SOURCE_UNREADABLE,
                        "Nothing tells which rows of \"" + request.stream() + "\" are new: it has no cursor, and is not"
                                + " read from the log. Choose a cursor or a full refresh in its settings.");
            }
        } catch (SQLException e) {
            if (cancelled) {
                throw new ReadStoppedException();
            }
            abandonSnapshot();
            throw PostgresErrors.reading("\"" + request.stream() + "\"", e);
        }
    }

    private FollowedTables followed() {
        FollowedTables present = followed;
        if (present == null) {
            present = new FollowedTables(connections, configuration, tables(), ranges, log, () -> cancelled);
            followed = present;
        }
        return present;
    }

    @Override
    public void committed(Map<String, String> states) {
        if (!configuration.readsLog()) {
            return;
        }
        try {
            followed().confirm(states);
        } catch (SQLException e) {
            throw PostgresErrors.reading("the log", e);
        }
    }

    /** After an error its transaction takes no more statements: what is read next is read in another one. */
    private void abandonSnapshot() {
        forgetFollowed();
        try {
            connection().rollback();
        } catch (SQLException e) {
            close();
            connection = null;
            cancelled = false;
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        Connection open = connection;
        FollowedTables following = followed;
        try {
            if (following != null) {
                following.cancel();
            }
            if (open != null) {
                open.unwrap(PGConnection.class).cancelQuery();
            }
        } catch (SQLException e) {
            log.warn("The database did not take the request to stop; its connection is closed instead.");
        }
    }

    private void forgetFollowed() {
        FollowedTables present = followed;
        followed = null;
        if (present != null) {
            present.close();
        }
    }

    @Override
    public void close() {
        cancelled = true;
        forgetFollowed();
        Connection open = connection;
        if (open == null) {
            return;
        }
        try {
            open.close();
        } catch (SQLException ignored) {
            // It is read only: nothing is lost with it.
        }
    }
}

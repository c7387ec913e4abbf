package dev.millrace.connector.mysql;

import dev.millrace.connector.spi.Catalog;
import dev.millrace.connector.spi.EgressGuard;
import dev.millrace.connector.spi.ReadRequest;
import dev.millrace.connector.spi.ReadStoppedException;
import dev.millrace.connector.spi.SourceLog;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.connector.spi.StateLostException;
import dev.millrace.connector.spi.StreamOutput;
import dev.millrace.connector.spi.database.RangeSettings;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.mariadb.jdbc.Driver;

/**
 * One connection, opened when it is first needed, and a second one for large tables. Everything is read in one consistent snapshot, or two
 * of one moment, so that all streams of a run show the same.
 */
final class MysqlSession implements SourceSession {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration SILENCE_ALLOWED = Duration.ofMinutes(15);

    private static final List<String> SETTINGS = List.of(
            // So that a timestamp reads as UTC, names are quoted by backticks, and a backslash is a character.
            "set session time_zone = '+00:00', sql_mode = 'NO_BACKSLASH_ESCAPES'",
            // The server hangs up on those who do not take rows for so long: a destination may be slow.
            "set session net_write_timeout = 3600, wait_timeout = 28800",
            "set session transaction isolation level repeatable read");

    private final MysqlConfiguration configuration;
    private final SourceLog log;
    private final EgressGuard egress;
    private final RangeSettings ranges;
    private volatile @Nullable Connection connection;
    private volatile @Nullable Connection twin;
    private volatile boolean cancelled;
    private boolean rowsWereRead;
    private @Nullable List<SourceTable> tables;

    /** Where the log ended when the snapshot began: what was committed before is in the snapshot. */
    private @Nullable LogPosition logEnd;

    private boolean encrypted;
    private volatile @Nullable LogReader logReader;

    MysqlSession(MysqlConfiguration configuration, EgressGuard egress, SourceLog log, RangeSettings ranges) {
        this.configuration = configuration;
        this.ranges = ranges;
        this.log = log;
        this.egress = egress;
    }

    private Connection connection() {
        Connection present = connection;
        if (present != null) {
            return present;
        }
        try {
            Connection opened = connect();
            connection = opened;
            logEnd = configuration.readsLog()
                    ? ServerLog.end(opened, configuration.login().user())
                    : null;
            beginSnapshot(opened);
            return opened;
        } catch (SQLException e) {
            throw MysqlErrors.connecting(configuration.login(), e);
        }
    }

    private Connection connect() throws SQLException {
        if (!configuration.login().sslMode().equals("prefer")) {
            return connect(configuration.login().sslMode());
        }
        try {
            return connect("require");
        } catch (SQLException e) {
            if (MysqlErrors.isWithoutEncryption(e)) {
                return connect("disable");
            }
            throw e;
        }
    }

    private Connection connect(String sslMode) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", configuration.login().user());
        properties.setProperty("password", configuration.login().password());
        properties.setProperty("sslMode", sslMode.equals("require") ? "trust" : sslMode);
        // A password that is not encrypted by TLS is encrypted with the server's key, as MySQL 8 wants it.
        properties.setProperty("allowPublicKeyRetrieval", Boolean.toString(sslMode.equals("disable")));
        // Otherwise a server could ask for files of this machine.
        properties.setProperty("allowLocalInfile", "false");
        properties.setProperty("connectTimeout", Long.toString(CONNECT_TIMEOUT.toMillis()));
        properties.setProperty("socketTimeout", Long.toString(SILENCE_ALLOWED.toMillis()));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("socketFactory", GuardedSocketFactory.class.getName());
        properties.setProperty(GuardedSocketFactory.ALLOWED, egress.allowed());
        Connection opened =
                new Driver().connect("jdbc:mariadb://" + configuration.login().authority() + "/", properties);
        if (opened == null) {
            throw new MillraceException(
                    ErrorCode.INVALID_CONFIGURATION, "\"Host\" can't be read. Enter a host name or an address.");
        }
        try {
            encrypted = !sslMode.equals("disable");
            opened.setCatalog(configuration.login().database());
            return opened;
        } catch (SQLException e) {
            opened.close();
            throw e;
        }
    }

    private static void beginSnapshot(Connection opened) throws SQLException {
        try (Statement statement = opened.createStatement()) {
            for (String setting : SETTINGS) {
                statement.execute(setting);
            }
            statement.execute(TwinSnapshot.BEGIN);
        }
    }

    /** Another connection that shows the same moment, for a large table; null where there is none. */
    private @Nullable Connection twinFor(SourceTable table) throws SQLException {
        Connection first = connection();
        if (!RangedTable.isLarge(first, table, ranges)) {
            return null;
        }
        Connection present = twin;
        if (present != null || rowsWereRead) {
            return present;
        }
        Connection opened = connect();
        beginSnapshot(opened);
        if (TwinSnapshot.begin(first, opened)) {
            twin = opened;
            return opened;
        }
        opened.close();
        return null;
    }

    private List<SourceTable> tables() {
        List<SourceTable> known = tables;
        if (known != null) {
            return known;
        }
        try {
            List<SourceTable> listed = SourceTables.list(connection());
            tables = listed;
            return listed;
        } catch (SQLException e) {
            throw MysqlErrors.reading("the list of tables", e);
        }
    }

    @Override
    public void check() {
        if (tables().isEmpty()) {
            throw new MillraceException(
                    ErrorCode.SOURCE_EMPTY,
                    "The database " + configuration.login().database() + " has no table that the user "
                            + configuration.login().user()
                            + " may read. Check that it is the right one, and grant the user SELECT on its tables.");
        }
        if (configuration.readsLog()) {
            try {
                ServerLog.check(connection(), configuration.login().user());
            } catch (SQLException e) {
                throw MysqlErrors.reading("the server's settings", e);
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
                .filter(candidate -> candidate.name().equals(request.stream()))
                .findFirst()
                .orElseThrow(() -> new MillraceException(
                        ErrorCode.SOURCE_UNREADABLE,
                        "The database has no table \"" + request.stream()
                                + "\" that the user may read. Discover the source again."));
        boolean followed = request.incremental() && request.cursorField() == null;
        if (followed && !(configuration.readsLog() && table.isFollowed())) {
            throw new MillraceException(
                    ErrorCode.SOURCE_UNREADABLE,
                    "Nothing tells which rows of \"" + request.stream()
                            + "\" are new: it has no cursor, and is not read from the log. Choose a cursor, or a full refresh,"
                            + " in its settings.");
        }
        boolean whole = false;
        try {
            if (followed) {
                follow(table, request, output);
            } else {
                readTable(table, request, MysqlState.parse(request.state()), output);
            }
            whole = true;
        } catch (SQLException e) {
            if (cancelled) {
                throw new ReadStoppedException();
            }
            throw MysqlErrors.reading("\"" + request.stream() + "\"", e);
        } finally {
            if (!whole) {
                hangUp();
            }
        }
    }

    private void readTable(SourceTable table, ReadRequest request, MysqlState from, StreamOutput output)
            throws SQLException {
        Connection second = request.cursorField() == null ? twinFor(table) : null;
        rowsWereRead = true;
        new TableRead(connection(), second, table, request, ranges, log, () -> cancelled).read(from, output);
    }

    /** Reads the table as a whole once, and then what the log says has changed since that began. */
    private void follow(SourceTable table, ReadRequest request, StreamOutput output) throws SQLException {
        Connection snapshot = connection();
        LogPosition end = Objects.requireNonNull(logEnd);
        MysqlState state = MysqlState.parse(request.state());
        if (request.state() != null && state.position() == null) {
            throw new StateLostException("\"" + table.name()
                    + "\" was read by queries so far. It is loaded anew, and from the log from then on.");
        }
        LogPosition begin = state.position() == null ? end : LogPosition.parse(state.position());
        if (!begin.server().equals(end.server()) || begin.compareTo(end) > 0) {
            throw new StateLostException("The server is another than the one whose log told the changes of \""
                    + table.name() + "\", or has begun a new log. The table is loaded anew beside the old one.");
        }
        if (!state.complete()) {
            readTable(table, request, state.withPosition(begin.toString()), output);
        }
        ChangedRows changes = new ChangedRows(snapshot, table, request, output, () -> cancelled);
        if (begin.compareTo(end) < 0) {
            LogReader reader = new LogReader(configuration.login(), encrypted, egress, table, begin, end, changes);
            logReader = reader;
            try {
                reader.read();
            } finally {
                logReader = null;
            }
            if (cancelled) {
                throw new ReadStoppedException();
            }
        }
        changes.end(end);
    }

    /** The rest of a result would have to be read off the connection before it could do anything else. */
    private void hangUp() {
        Connection[] open = {connection, twin};
        connection = null;
        twin = null;
        rowsWereRead = false;
        for (Connection each : open) {
            try {
                if (each != null) {
                    each.abort(Runnable::run);
                }
            } catch (SQLException ignored) {
                // It is read only: nothing is lost with it.
            }
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        LogReader reading = logReader;
        if (reading != null) {
            reading.cancel();
        }
        hangUp();
    }

    @Override
    public void close() {
        cancelled = true;
        hangUp();
    }
}

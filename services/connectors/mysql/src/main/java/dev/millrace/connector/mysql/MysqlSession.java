package dev.millrace.connector.mysql;

import dev.millrace.connector.spi.Catalog;
import dev.millrace.connector.spi.EgressGuard;
import dev.millrace.connector.spi.ReadRequest;
import dev.millrace.connector.spi.ReadStoppedException;
import dev.millrace.connector.spi.SourceLog;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.connector.spi.StreamOutput;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.mariadb.jdbc.Driver;

/**
 * One connection, opened when it is first needed. Everything is read in one consistent snapshot, so that all streams of a
 * run show the same moment.
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
    private volatile @Nullable Connection connection;
    private volatile boolean cancelled;
    private @Nullable List<SourceTable> tables;

    MysqlSession(MysqlConfiguration configuration, EgressGuard egress, SourceLog log) {
        this.configuration = configuration;
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
            statement.execute("start transaction with consistent snapshot, read only");
        }
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
    }

    @Override
    public Catalog discover() {
        return new Catalog(tables().stream().map(SourceTable::describe).toList());
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
        if (request.incremental() && request.cursorField() == null) {
            throw new MillraceException(
                    ErrorCode.SOURCE_UNREADABLE,
                    "Nothing tells which rows of \"" + request.stream()
                            + "\" are new: it has no cursor. Choose one, or a full refresh, in its settings.");
        }
        boolean whole = false;
        try {
            new TableRead(connection(), table, request, log, () -> cancelled).read(output);
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

    /** The rest of a result would have to be read off the connection before it could do anything else. */
    private void hangUp() {
        Connection open = connection;
        connection = null;
        if (open == null) {
            return;
        }
        try {
            open.abort(Runnable::run);
        } catch (SQLException ignored) {
            // It is read only: nothing is lost with it.
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        hangUp();
    }

    @Override
    public void close() {
        cancelled = true;
        hangUp();
    }
}

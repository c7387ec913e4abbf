package dev.millrace.connector.postgres;

import dev.millrace.connector.spi.Catalog;
import dev.millrace.connector.spi.EgressGuard;
import dev.millrace.connector.spi.ReadRequest;
import dev.millrace.connector.spi.ReadStoppedException;
import dev.millrace.connector.spi.SourceLog;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.connector.spi.StreamOutput;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGConnection;

/**
 * One connection, opened when it is first needed. Everything is read in one read-only transaction at the isolation level
 * repeatable read, so that all streams of a run show the same moment.
 */
final class PostgresSession implements SourceSession {

    private final PostgresConfiguration configuration;
    private final SourceLog log;
    private final EgressGuard egress;
    private volatile @Nullable Connection connection;
    private volatile boolean cancelled;
    private @Nullable List<SourceTable> tables;

    PostgresSession(PostgresConfiguration configuration, EgressGuard egress, SourceLog log) {
        this.configuration = configuration;
        this.log = log;
        this.egress = egress;
    }

    private Connection connection() {
        Connection present = connection;
        if (present != null) {
            return present;
        }
        Properties properties = new Properties();
        properties.setProperty("user", configuration.user());
        properties.setProperty("password", configuration.password());
        properties.setProperty("sslmode", configuration.sslMode());
        if (configuration.sslMode().equals("verify-full")) {
            // The JDK's trusted authorities, not a file in somebody's home.
            properties.setProperty("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
        }
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("socketTimeout", "900");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("ApplicationName", "millrace");
        properties.setProperty("socketFactory", GuardedSocketFactory.class.getName());
        properties.setProperty("socketFactoryArg", egress.allowed());
        String host = configuration.host().contains(":") ? "[" + configuration.host() + "]" : configuration.host();
        String url = "jdbc:postgresql://" + host + ":" + configuration.port() + "/"
                + URLEncoder.encode(configuration.database(), StandardCharsets.UTF_8);
        try {
            Connection opened = new Driver().connect(url, properties);
            if (opened == null) {
                throw new MillraceException(
                        ErrorCode.INVALID_CONFIGURATION, "\"Host\" can't be read. Enter a host name or an address.");
            }
            opened.setAutoCommit(false);
            opened.setReadOnly(true);
            opened.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection = opened;
            return opened;
        } catch (SQLException e) {
            throw PostgresErrors.connecting(configuration, e);
        }
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
            return;
        }
        try {
            if (SourceTables.any(connection(), configuration.schemas())) {
                throw new MillraceException(
                        ErrorCode.SOURCE_NOT_PERMITTED,
                        "The user " + configuration.user() + " may not read any table of " + configuration.database()
                                + ". Grant it USAGE on the schema and SELECT on the tables.");
            }
        } catch (SQLException e) {
            throw PostgresErrors.reading("the list of tables", e);
        }
        throw new MillraceException(
                ErrorCode.SOURCE_EMPTY,
                configuration.schemas().isEmpty()
                        ? "The database " + configuration.database() + " has no tables. Check that it is the right one."
                        : "There are no tables in the schemas " + String.join(", ", configuration.schemas())
                                + ". Check their spelling, or leave \"Schemas\" empty.");
    }

    @Override
    public Catalog discover() {
        return new Catalog(tables().stream().map(SourceTable::describe).toList());
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
            new TableRead(connection(), table, request, log, () -> cancelled).read(output);
        } catch (SQLException e) {
            if (cancelled) {
                throw new ReadStoppedException();
            }
            abandonSnapshot();
            throw PostgresErrors.reading("\"" + request.stream() + "\"", e);
        }
    }

    /** After an error its transaction takes no more statements: what is read next is read in another one. */
    private void abandonSnapshot() {
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
        if (open == null) {
            return;
        }
        try {
            open.unwrap(PGConnection.class).cancelQuery();
        } catch (SQLException e) {
            log.warn("The database did not take the request to stop; its connection is closed instead.");
        }
    }

    @Override
    public void close() {
        cancelled = true;
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

package dev.millrace.connector.postgres;

import dev.millrace.connector.spi.EgressGuard;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.Driver;

/** Opens connections to the database, through the egress guard. */
final class PostgresConnections {

    private final PostgresConfiguration configuration;
    private final EgressGuard egress;

    PostgresConnections(PostgresConfiguration configuration, EgressGuard egress) {
        this.configuration = configuration;
        this.egress = egress;
    }

    /** One that reads, in transactions that show one moment each. */
    Connection openForSnapshots() {
        try {
            Connection opened = open(properties());
            opened.setAutoCommit(false);
            opened.setReadOnly(true);
            opened.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            return opened;
        } catch (SQLException e) {
            throw PostgresErrors.connecting(configuration.login(), e);
        }
    }

    /** One whose every statement is a transaction. */
    Connection openForStatements() {
        try {
            return open(properties());
        } catch (SQLException e) {
            throw PostgresErrors.connecting(configuration.login(), e);
        }
    }

    /** One that speaks the protocol of replication. */
    Connection openForReplication() {
        Properties properties = properties();
        properties.setProperty("replication", "database");
        properties.setProperty("preferQueryMode", "simple");
        properties.setProperty("assumeMinServerVersion", "13");
        try {
            return open(properties);
        } catch (SQLException e) {
            throw PostgresErrors.connecting(configuration.login(), e);
        }
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("user", configuration.login().user());
        properties.setProperty("password", configuration.login().password());
        properties.setProperty("sslmode", configuration.login().sslMode());
        if (configuration.login().sslMode().equals("verify-full")) {
            // The JDK's trusted authorities, not a file in somebody's home.
            properties.setProperty("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
        }
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("socketTimeout", "900");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("ApplicationName", "millrace");
        properties.setProperty("socketFactory", GuardedSocketFactory.class.getName());
        properties.setProperty("socketFactoryArg", egress.allowed());
        return properties;
    }

    private Connection open(Properties properties) throws SQLException {
        String url = "jdbc:postgresql://" + configuration.login().authority() + "/"
                + URLEncoder.encode(configuration.login().database(), StandardCharsets.UTF_8);
        Connection opened = new Driver().connect(url, properties);
        if (opened == null) {
            throw new MillraceException(
                    ErrorCode.INVALID_CONFIGURATION, "\"Host\" can't be read. Enter a host name or an address.");
        }
        return opened;
    }
}

package dev.millrace.tenantmanagement.warehouses;

import dev.millrace.work.WarehouseAccess;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * Makes warehouse databases. A warehouse {@code wh_x} has the roles {@code wh_x_loader}, {@code wh_x_transformer} and
 * {@code wh_x_reader}; nobody else may connect to it. What the loader and the transformer make, the reader may read.
 */
@ApplicationScoped
class WarehouseServer {

    /**
     * Hashing often makes guessing slow. Nobody guesses 24 random bytes, and each connection would pay: some 10 ms of the client's
     * processor time for the usual 4096 times, see "scram_iterations" in PostgreSQL's manual.
     */
    private static final int HASHED_TIMES = 1;

    private final WarehouseConfiguration configuration;

    WarehouseServer(WarehouseConfiguration configuration) {
        this.configuration = configuration;
    }

    /** Makes a database and its roles, which can't log in yet. The name is our own, of letters, digits and underscores. */
    void create(String database) throws SQLException {
        String loader = role(database, WarehouseAccess.Role.LOADER);
        String transformer = role(database, WarehouseAccess.Role.TRANSFORMER);
        String reader = role(database, WarehouseAccess.Role.READER);
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            for (String role : List.of(loader, transformer, reader)) {
                statement.execute(
                        "create role " + role + " nologin connection limit " + configuration.connectionLimit());
                statement.execute("grant " + role + " to current_user with inherit true, set true");
            }
            statement.execute("alter role " + reader + " set default_transaction_read_only = on");
            statement.execute("alter role " + reader + " set statement_timeout = '"
                    + configuration.readerStatementSeconds() + "s'");
            statement.execute("alter role " + loader + " set timezone = 'UTC'");
            statement.execute("create database " + database);
            statement.execute("revoke all on database " + database + " from public");
            statement.execute(
                    "grant connect, create, temporary on database " + database + " to " + loader + ", " + transformer);
            statement.execute("grant connect on database " + database + " to " + reader);
        }
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute("revoke all on schema public from public");
            letRead(statement, loader, transformer + ", " + reader);
            letRead(statement, transformer, reader);
        }
    }

    /** Drops what there is of a database and its roles, whoever is connected to it. */
    void drop(String database) throws SQLException {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("drop database if exists " + database + " with (force)");
            for (WarehouseAccess.Role role : WarehouseAccess.Role.values()) {
                statement.execute("drop role if exists " + role(database, role));
            }
        }
    }

    /** Lets the roles of a warehouse log in, by random passwords. */
    void setPasswords(String database, Map<WarehouseAccess.Role, String> passwords) throws SQLException {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("set scram_iterations = " + HASHED_TIMES);
            for (Map.Entry<WarehouseAccess.Role, String> password : passwords.entrySet()) {
                // DDL takes no parameters; the password is our own, of letters and digits.
                statement.execute("alter role " + role(database, password.getKey()) + " login password '"
                        + password.getValue() + "'");
            }
        }
    }

    /** The name of a role of a warehouse. */
    static String role(String database, WarehouseAccess.Role role) {
        return database + "_" + role.name().toLowerCase(Locale.ROOT);
    }

    private static void letRead(Statement statement, String maker, String readers) throws SQLException {
        statement.execute("alter default privileges for role " + maker + " grant usage on schemas to " + readers);
        statement.execute("alter default privileges for role " + maker + " grant select on tables to " + readers);
    }

    private Connection connect(String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", configuration.adminUser());
        properties.setProperty("password", configuration.adminPassword().get());
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "60");
        properties.setProperty("ApplicationName", "millrace tenant-management");
        return DriverManager.getConnection(
                "jdbc:postgresql://" + configuration.host() + ":" + configuration.port() + "/" + database, properties);
    }
}

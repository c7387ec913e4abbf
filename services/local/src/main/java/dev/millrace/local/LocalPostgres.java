package dev.millrace.local;

import dev.millrace.local.ChildProcess.Command;
import dev.millrace.local.ChildProcess.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.postgresql.Driver;
import org.postgresql.PGConnection;

/** A PostgreSQL server of our own on the loopback address. Threads may share it. */
public final class LocalPostgres implements AutoCloseable {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);
    private static final int ATTEMPTS_AT_A_FREE_PORT = 3;
    private static final String SUPERUSER = "postgres";

    private final int port;
    private final Login superuser;
    private final Optional<ChildProcess> process;
    private final Optional<Path> throwaway;

    private LocalPostgres(int port, Login superuser, Optional<ChildProcess> process, Optional<Path> throwaway) {
        this.port = port;
        this.superuser = superuser;
        this.process = process;
        this.throwaway = throwaway;
    }

    /**
     * How to start.
     *
     * @param folder where the data is kept; empty for data that goes with the server, which then runs without fsync
     * @param log where the server writes, for kept data
     * @param port to listen on, or 0 for a free one
     * @param superuserPassword set when the folder is created; a later start needs the same one
     * @param template a stopped cluster to begin new kept data with, instead of an empty one
     * @param settings more of postgresql.conf
     * @param environment of the server's processes, added to ours
     */
    public record Options(
            Optional<Path> folder,
            Optional<Path> log,
            int port,
            Optional<String> superuserPassword,
            Optional<Template> template,
            Map<String, String> settings,
            Map<String, String> environment) {

        /** Copies the settings and the environment. */
        public Options {
            settings = Map.copyOf(settings);
            environment = Map.copyOf(environment);
        }

        /** For tests: a free port, and data that goes with the server. */
        public static Options throwaway() {
            return new Options(
                    Optional.empty(), Optional.empty(), 0, Optional.empty(), Optional.empty(), Map.of(), Map.of());
        }

        /** For a person's own machine: data that stays. */
        public static Options kept(Path folder, Path log, int port, String superuserPassword) {
            return new Options(
                    Optional.of(folder),
                    Optional.of(log),
                    port,
                    Optional.of(superuserPassword),
                    Optional.empty(),
                    Map.of(),
                    Map.of());
        }

        /** The same with one more setting, such as {@code max_connections}. */
        public Options with(String name, String value) {
            Map<String, String> more = new HashMap<>(settings);
            more.put(name, value);
            return new Options(folder, log, port, superuserPassword, template, more, environment);
        }

        /** The same with this environment. */
        Options in(Map<String, String> environment) {
            return new Options(folder, log, port, superuserPassword, template, settings, environment);
        }

        Options startingFrom(Template cluster) {
            return new Options(folder, log, port, superuserPassword, Optional.of(cluster), settings, environment);
        }
    }

    /** A stopped cluster that others are copied from. */
    record Template(Path folder, String superuserPassword) {}

    /** Starts a server and returns when it takes connections. */
    public static LocalPostgres start(Options options) {
        if (options.folder().isPresent()) {
            Path folder = options.folder().get().toAbsolutePath();
            String password = options.superuserPassword()
                    .orElseThrow(() -> new IllegalArgumentException("kept data needs the superuser's password"));
            Path log = options.log().orElse(folder.resolveSibling("postgres.log"));
            if (!Files.exists(folder.resolve("PG_VERSION"))) {
                createCluster(folder, password, options.template());
            }
            int port = options.port() == 0 ? Ports.free() : options.port();
            return launch(folder, log, port, new Login(SUPERUSER, password), options, Optional.empty());
        }
        return startThrowaway(options);
    }

    private static LocalPostgres startThrowaway(Options options) {
        Path template = Folders.cached("postgresql-" + Versions.POSTGRES + "-template", LocalPostgres::createTemplate);
        Path work = Folders.throwaway("postgres");
        Path folder = work.resolve("data");
        try {
            Folders.copy(template.resolve("data"), folder);
            Login superuser = new Login(SUPERUSER, Files.readString(template.resolve("password")));
            for (int attempt = 1; ; attempt++) {
                int port = options.port() == 0 ? Ports.free() : options.port();
                try {
                    return launch(folder, work.resolve("postgres.log"), port, superuser, options, Optional.of(work));
                } catch (ServerFailedException e) {
                    if (attempt == ATTEMPTS_AT_A_FREE_PORT || Ports.isFree(port)) {
                        throw e;
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A handle to a server that somebody else in this JVM started and closes. */
    static LocalPostgres startedElsewhere(int port, String superuserPassword) {
        return new LocalPostgres(port, new Login(SUPERUSER, superuserPassword), Optional.empty(), Optional.empty());
    }

    private static void createTemplate(Path folder) throws IOException {
        String password = UUID.randomUUID().toString();
        Files.writeString(folder.resolve("password"), password);
        initialize(folder.resolve("data"), password);
    }

    /** Creates the data beside its place, so that an interrupted start leaves no half of a cluster. */
    private static void createCluster(Path folder, String password, Optional<Template> template) {
        Path partial = folder.resolveSibling(folder.getFileName() + ".partial");
        Path data = partial.resolve("data");
        try {
            Folders.delete(partial);
            Folders.createPrivate(partial);
            if (template.isPresent()) {
                copyCluster(template.get(), data, password);
            } else {
                initialize(data, password);
            }
            Files.move(data, folder, StandardCopyOption.ATOMIC_MOVE);
            Folders.delete(partial);
        } catch (IOException | SQLException e) {
            throw new ServerFailedException("Could not create " + folder + ": " + e.getMessage(), e);
        }
    }

    private static void copyCluster(Template template, Path data, String password) throws IOException, SQLException {
        Folders.copy(template.folder(), data);
        try (LocalPostgres copy =
                        start(Options.kept(data, data.resolveSibling("copy.log"), 0, template.superuserPassword()));
                Connection connection = copy.connect(SUPERUSER)) {
            createRole(connection, new Login(SUPERUSER, password), "");
        }
    }

    private static void initialize(Path data, String password) throws IOException {
        Path passwordFile = data.resolveSibling("initdb-password");
        Files.writeString(passwordFile, password);
        List<String> arguments = List.of(
                PostgresBinaries.program("initdb"),
                "--pgdata=" + data,
                "--username=" + SUPERUSER,
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--no-sync");
        ChildProcess.run(
                new Command(
                        "initdb",
                        arguments,
                        Map.of(),
                        data.resolveSibling("initdb.log"),
                        Signal.TERM,
                        Signal.KILL,
                        true),
                START_TIMEOUT);
        Files.delete(passwordFile);
    }

    private static LocalPostgres launch(
            Path folder, Path log, int port, Login superuser, Options options, Optional<Path> throwaway) {
        List<String> arguments = new ArrayList<>(
                List.of(PostgresBinaries.program("postgres"), "-D", folder.toString(), "-p", Integer.toString(port)));
        Map<String, String> defaults = Map.ofEntries(
                Map.entry("listen_addresses", Ports.LOOPBACK),
                Map.entry("unix_socket_directories", ""),
                Map.entry("wal_level", "logical"),
                Map.entry("max_connections", "200"),
                Map.entry("shared_buffers", "64MB"),
                Map.entry("timezone", "UTC"),
                Map.entry("log_timezone", "UTC"),
                Map.entry("fsync", throwaway.isPresent() ? "off" : "on"),
                Map.entry("full_page_writes", throwaway.isPresent() ? "off" : "on"));
        defaults.forEach((name, value) -> arguments.addAll(List.of("-c", name + "=" + value)));
        options.settings().forEach((name, value) -> arguments.addAll(List.of("-c", name + "=" + value)));
        ChildProcess process = ChildProcess.start(
                new Command("PostgreSQL", arguments, options.environment(), log, Signal.INT, Signal.QUIT, true));
        LocalPostgres postgres = new LocalPostgres(port, superuser, Optional.of(process), throwaway);
        try {
            process.awaitReady(() -> isReady(folder, process.pid()), START_TIMEOUT);
            return postgres;
        } catch (ServerFailedException e) {
            process.stop(STOP_PATIENCE);
            throw e;
        }
    }

    /**
     * The server writes its process id on the first line of postmaster.pid and its state on the eighth. Asking the port
     * instead could reach somebody else's server.
     */
    private static boolean isReady(Path folder, long processId) {
        try {
            List<String> lines = Files.readAllLines(folder.resolve("postmaster.pid"));
            return lines.size() >= 8
                    && lines.get(0).strip().equals(Long.toString(processId))
                    && lines.get(7).strip().equals("ready");
        } catch (IOException ignored) {
            return false;
        }
    }

    /** The port on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** The superuser's login. */
    public Login superuser() {
        return superuser;
    }

    /** The address of a database for JDBC, without a login. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://%s:%d/%s".formatted(Ports.LOOPBACK, port, database);
    }

    /** A connection of the superuser. */
    public Connection connect(String database) throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", superuser.user());
        login.setProperty("password", superuser.password());
        // Not by the DriverManager, where other code may have taken the driver out.
        return Objects.requireNonNull(new Driver().connect(jdbcUrl(database), login));
    }

    /**
     * Creates a login role, or sets the password of the one that is there.
     *
     * @param attributes such as {@code CREATEDB CREATEROLE}, or empty
     */
    public void createRole(Login login, String attributes) {
        try (Connection connection = connect(SUPERUSER)) {
            createRole(connection, login, attributes);
        } catch (SQLException e) {
            throw new ServerFailedException(
                    "Could not create the role " + login.user() + " in PostgreSQL: " + e.getMessage(), e);
        }
    }

    /**
     * Creates what one service needs: its database, owned by a role that migrates the schema, and a role for the running
     * service that can read and write rows but change no schema. Whatever is there already stays; passwords are set.
     */
    public void createDatabase(String name, Login owner, Login application) {
        try {
            try (Connection connection = connect(SUPERUSER)) {
                createRole(connection, owner, "");
                createRole(connection, application, "");
                if (!exists(connection, "select 1 from pg_database where datname = ?", name)) {
                    execute(connection, "create database %I owner %I", name, owner.user());
                }
                execute(connection, "revoke all on database %I from public", name);
                execute(connection, "grant connect on database %I to %I", name, application.user());
            }
            try (Connection connection = connect(name)) {
                execute(connection, "grant usage on schema public to %I", application.user());
                for (String grant : List.of(
                        "usage on schemas",
                        "select, insert, update, delete on tables",
                        "usage, select on sequences",
                        "execute on routines")) {
                    execute(
                            connection,
                            "alter default privileges for role %I grant " + grant + " to %I",
                            owner.user(),
                            application.user());
                }
            }
        } catch (SQLException e) {
            throw new ServerFailedException(
                    "Could not create the database " + name + " in PostgreSQL: " + e.getMessage(), e);
        }
    }

    private static void createRole(Connection connection, Login login, String attributes) throws SQLException {
        if (!exists(connection, "select 1 from pg_roles where rolname = ?", login.user())) {
            execute(connection, "create role %I login", login.user());
        }
        if (!attributes.isEmpty()) {
            execute(connection, "alter role %I " + attributes, login.user());
        }
        // Hashed by the driver: a password in a statement could end in the server's log.
        connection
                .unwrap(PGConnection.class)
                .alterUserPassword(login.user(), login.password().toCharArray(), "scram-sha-256");
    }

    private static boolean exists(Connection connection, String query, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** Runs a statement that takes no parameters, its names quoted by the server ({@code %I}). */
    private static void execute(Connection connection, String template, String... names) throws SQLException {
        String placeholders = ", ?".repeat(names.length);
        try (PreparedStatement format = connection.prepareStatement("select format(?" + placeholders + ")");
                Statement statement = connection.createStatement()) {
            format.setString(1, template);
            for (int i = 0; i < names.length; i++) {
                format.setString(i + 2, names[i]);
            }
            try (ResultSet formatted = format.executeQuery()) {
                formatted.next();
                statement.execute(formatted.getString(1));
            }
        }
    }

    Optional<ChildProcess> process() {
        return process;
    }

    /** Stops the server, disconnecting everybody, and deletes throw-away data. */
    @Override
    public void close() {
        process.ifPresent(server -> server.stop(STOP_PATIENCE));
        throwaway.ifPresent(Folders::deleteQuietly);
    }
}

package dev.millrace.local;

import dev.millrace.local.ChildProcess.Command;
import dev.millrace.local.ChildProcess.Signal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A Keycloak of our own on the loopback address, with the realm and the look of Millrace. */
final class LocalKeycloak implements AutoCloseable {

    private static final Duration START_TIMEOUT = Duration.ofMinutes(3);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);
    /** Writing the archive of loaded classes takes Keycloak about 15 s when it stops. */
    private static final Duration TRAINING_STOP_PATIENCE = Duration.ofMinutes(2);

    private static final String DATABASE = "keycloak";

    /** Only until the cluster is copied: the copy gets passwords of its own before it is used. */
    private static final String SEED_PASSWORD = "training";

    private final ChildProcess process;

    private LocalKeycloak(ChildProcess process) {
        this.process = process;
    }

    /**
     * How to start.
     *
     * @param projectRoot where the realm and the theme are
     * @param home a folder of its own
     * @param realmValues what the placeholders of the realm file stand for, at the first start
     * @param more of its environment
     */
    record Options(
            Path projectRoot,
            Path home,
            Path log,
            int port,
            int managementPort,
            URI publicUrl,
            String jdbcUrl,
            Login database,
            String adminPassword,
            Map<String, String> realmValues,
            Map<String, String> more) {

        Options {
            realmValues = Map.copyOf(realmValues);
            more = Map.copyOf(more);
        }
    }

    /** Starts Keycloak and returns when it takes requests. */
    static LocalKeycloak start(Options options) {
        KeycloakDistribution distribution = KeycloakDistribution.prepared();
        Path archive = classArchive();
        List<String> jvmOptions = Files.exists(archive) ? List.of("-XX:SharedArchiveFile=" + archive) : List.of();
        return launch(distribution, options, jvmOptions);
    }

    /** Whether {@link #prepare} has nothing to do. */
    static boolean isPrepared() {
        return Files.exists(classArchive()) && Files.exists(seed());
    }

    /**
     * Does once for a machine what makes every start faster: unpacks and builds Keycloak, then runs it on a database of
     * its own. Kept are an archive of the classes that it loads, and the cluster with Keycloak's tables, which take
     * longest to create, emptied.
     */
    static void prepare(Path projectRoot) {
        if (isPrepared()) {
            return;
        }
        KeycloakDistribution distribution = KeycloakDistribution.prepared();
        Path work = Folders.throwaway("keycloak");
        Path archive = work.resolve("classes.jsa");
        Path cluster = work.resolve("cluster");
        try {
            LocalPostgres.Options postgres = LocalPostgres.Options.kept(
                            cluster, work.resolve("postgres.log"), 0, SEED_PASSWORD)
                    .with("fsync", "off");
            train(distribution, projectRoot, work, postgres, archive);
            Folders.delete(seed());
            Files.move(cluster, seed(), StandardCopyOption.ATOMIC_MOVE);
            Files.move(archive, classArchive(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | SQLException e) {
            throw new ServerFailedException("Could not prepare Keycloak: " + e.getMessage(), e);
        } finally {
            Folders.deleteQuietly(work);
        }
    }

    private static void train(
            KeycloakDistribution distribution, Path projectRoot, Path work, LocalPostgres.Options cluster, Path archive)
            throws SQLException {
        Addresses addresses = new Addresses(0);
        Login login = new Login("keycloak_owner", SEED_PASSWORD);
        try (LocalPostgres postgres = LocalPostgres.start(cluster)) {
            postgres.createDatabase(DATABASE, login, new Login("keycloak_app", SEED_PASSWORD));
            Options options = new Options(
                    projectRoot,
                    work.resolve("home"),
                    work.resolve("keycloak.log"),
                    Ports.free(),
                    Ports.free(),
                    addresses.publicUrl(),
                    postgres.jdbcUrl(DATABASE),
                    login,
                    SEED_PASSWORD,
                    RealmValues.of(addresses, name -> SEED_PASSWORD),
                    Map.of());
            LocalKeycloak keycloak = launch(distribution, options, List.of("-XX:ArchiveClassesAtExit=" + archive));
            HttpProbe.isOk(URI.create(Addresses.loopback(options.port())
                    + "/auth/realms/millrace/protocol/openid-connect/registrations?client_id=millrace-console"
                    + "&response_type=code&scope=openid&redirect_uri=" + addresses.publicUrl()
                    + "/&code_challenge_method=S256&code_challenge=" + "A".repeat(43)));
            keycloak.process.stop(TRAINING_STOP_PATIENCE);
            empty(postgres);
        }
    }

    /** Leaves Keycloak's tables and the notes about their version, and no realm, key or user of the training. */
    private static void empty(LocalPostgres postgres) throws SQLException {
        try (Connection connection = postgres.connect(DATABASE);
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    do $$ begin
                      execute (
                        select 'truncate ' || string_agg(format('%I.%I', schemaname, tablename), ', ')
                        from pg_tables
                        where schemaname = 'public'
                          and tablename not in ('databasechangelog', 'databasechangeloglock', 'migration_model'));
                    end $$""");
        }
    }

    /** What a new data folder's cluster starts from. */
    static Optional<LocalPostgres.Template> template() {
        return Files.exists(seed()) ? Optional.of(new LocalPostgres.Template(seed(), SEED_PASSWORD)) : Optional.empty();
    }

    private static Path seed() {
        return Folders.cache().resolve("keycloak-" + Versions.KEYCLOAK + "-postgresql-" + Versions.POSTGRES + "-seed");
    }

    /** A class archive only fits the JVM that wrote it. */
    private static Path classArchive() {
        return Folders.cache()
                .resolve("keycloak-" + Versions.KEYCLOAK + "-java-"
                        + System.getProperty("java.vm.version").replaceAll("[^A-Za-z0-9.]", "_") + ".jsa");
    }

    private static LocalKeycloak launch(KeycloakDistribution distribution, Options options, List<String> jvmOptions) {
        Path sources = options.projectRoot().resolve("services/local/src/main/keycloak");
        try {
            distribution.linkInto(options.home(), sources.resolve("realm/millrace-realm.json"));
        } catch (IOException e) {
            throw new ServerFailedException("Could not prepare " + options.home() + ": " + e.getMessage(), e);
        }
        ChildProcess process = ChildProcess.start(new Command(
                "Keycloak",
                distribution.commandLine(
                        options.home(),
                        jvmOptions,
                        List.of(
                                "start",
                                "--optimized",
                                "--import-realm",
                                "--spi-theme--folder--dir=" + sources.resolve("themes"),
                                // Browsers see a changed theme after a minute, not after a month.
                                "--spi-theme--static-max-age=60")),
                environment(options),
                options.log(),
                Signal.TERM,
                Signal.KILL,
                false));
        URI health = URI.create(Addresses.loopback(options.managementPort()) + "/auth/health/ready");
        try {
            process.awaitReady(() -> HttpProbe.isOk(health), START_TIMEOUT);
            return new LocalKeycloak(process);
        } catch (ServerFailedException e) {
            process.stop(STOP_PATIENCE);
            throw e;
        }
    }

    private static Map<String, String> environment(Options options) {
        Map<String, String> environment = new HashMap<>(options.realmValues());
        environment.putAll(Map.ofEntries(
                Map.entry("KC_DB_URL", options.jdbcUrl()),
                Map.entry("KC_DB_USERNAME", options.database().user()),
                Map.entry("KC_DB_PASSWORD", options.database().password()),
                Map.entry("KC_BOOTSTRAP_ADMIN_USERNAME", "admin"),
                Map.entry("KC_BOOTSTRAP_ADMIN_PASSWORD", options.adminPassword()),
                Map.entry("KC_HTTP_ENABLED", "true"),
                Map.entry("KC_HTTP_HOST", Ports.LOOPBACK),
                Map.entry("KC_HTTP_PORT", Integer.toString(options.port())),
                Map.entry("KC_HTTP_MANAGEMENT_HOST", Ports.LOOPBACK),
                Map.entry("KC_HTTP_MANAGEMENT_PORT", Integer.toString(options.managementPort())),
                Map.entry("KC_HOSTNAME", options.publicUrl() + "/auth"),
                Map.entry("KC_HOSTNAME_BACKCHANNEL_DYNAMIC", "true"),
                Map.entry("KC_PROXY_HEADERS", "xforwarded"),
                // One node: without this it opens the ports of a cluster.
                Map.entry("KC_CACHE", "local")));
        environment.putAll(options.more());
        return environment;
    }

    ChildProcess process() {
        return process;
    }

    @Override
    public void close() {
        process.stop(STOP_PATIENCE);
    }
}

package dev.millrace.local;

import dev.millrace.local.ChildProcess.Command;
import dev.millrace.local.ChildProcess.Signal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A Keycloak of our own on the loopback address, with the realm and the look of Millrace. */
final class LocalKeycloak implements AutoCloseable {

    private static final Duration START_TIMEOUT = Duration.ofMinutes(3);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);
    /** Writing the archive of loaded classes takes Keycloak about 15 s when it stops. */
    private static final Duration TRAINING_STOP_PATIENCE = Duration.ofMinutes(2);

    private static final String DATABASE = "keycloak";

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
            Map<String, String> realmValues) {

        Options {
            realmValues = Map.copyOf(realmValues);
        }
    }

    /** Starts Keycloak and returns when it takes requests. */
    static LocalKeycloak start(Options options) {
        KeycloakDistribution distribution = KeycloakDistribution.prepared();
        Path archive = classArchive();
        List<String> jvmOptions = Files.exists(archive) ? List.of("-XX:SharedArchiveFile=" + archive) : List.of();
        return launch(distribution, options, jvmOptions);
    }

    /** Whether a start would first have to unpack and build. */
    static boolean isPrepared() {
        return Files.exists(classArchive());
    }

    /**
     * Does once for a machine what makes every start faster: unpacks and builds Keycloak, then runs it on a throw-away
     * database and keeps an archive of the classes that it loads.
     */
    static void prepare(Path projectRoot) {
        if (isPrepared()) {
            return;
        }
        KeycloakDistribution distribution = KeycloakDistribution.prepared();
        Path work = Folders.throwaway("keycloak");
        Path partial = work.resolve("classes.jsa");
        Addresses addresses = new Addresses(0);
        Login login = new Login("keycloak_owner", "training");
        try (LocalPostgres postgres = LocalPostgres.start(LocalPostgres.Options.throwaway())) {
            postgres.createDatabase(DATABASE, login, new Login("keycloak_app", "training"));
            Options options = new Options(
                    projectRoot,
                    work.resolve("home"),
                    work.resolve("keycloak.log"),
                    Ports.free(),
                    Ports.free(),
                    addresses.publicUrl(),
                    postgres.jdbcUrl(DATABASE),
                    login,
                    "training",
                    RealmValues.of(addresses, name -> "training"));
            LocalKeycloak keycloak = launch(distribution, options, List.of("-XX:ArchiveClassesAtExit=" + partial));
            HttpProbe.isOk(URI.create(Addresses.loopback(options.port())
                    + "/auth/realms/millrace/protocol/openid-connect/registrations?client_id=millrace-console"
                    + "&response_type=code&scope=openid&redirect_uri=" + addresses.publicUrl()
                    + "/&code_challenge_method=S256&code_challenge=" + "A".repeat(43)));
            keycloak.process.stop(TRAINING_STOP_PATIENCE);
            Files.move(partial, classArchive(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new ServerFailedException("Could not prepare Keycloak: " + e.getMessage(), e);
        } finally {
            Folders.deleteQuietly(work);
        }
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

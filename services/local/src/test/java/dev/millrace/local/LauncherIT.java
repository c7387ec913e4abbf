package dev.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherIT {

    private static final String SERVERS = "postgresql,kafka,mail";

    @TempDir
    private Path folder;

    private final int offset = LauncherProcess.freeOffset();

    @Test
    void killingTheLauncherLeavesNoChildAndTheNextStartFindsItsData() throws Exception {
        Path data = folder.resolve("data");
        List<ProcessHandle> children;
        try (LauncherProcess launcher = LauncherProcess.start(data, offset, "up", "--only", SERVERS)) {
            launcher.awaitUp();
            children = launcher.children();
            assertThat(children).hasSizeGreaterThanOrEqualTo(3);
            try (Connection connection = warehouseAdmin(data)) {
                connection.createStatement().execute("create database kept");
            }
            launcher.kill();
        }
        awaitGone(children, Duration.ofSeconds(10));

        try (LauncherProcess again = LauncherProcess.start(data, offset, "up", "--only", SERVERS)) {
            again.awaitUp();
            try (Connection connection = warehouseAdmin(data);
                    ResultSet rows = connection
                            .createStatement()
                            .executeQuery("select count(*) from pg_database where datname = 'kept'")) {
                rows.next();
                assertThat(rows.getInt(1)).isEqualTo(1);
            }
        }
    }

    @Test
    void aTerminatedLauncherStopsEverythingInSeconds() throws Exception {
        try (LauncherProcess launcher =
                LauncherProcess.start(folder.resolve("data"), offset, "up", "--only", SERVERS)) {
            launcher.awaitUp();
            List<ProcessHandle> children = launcher.children();
            launcher.terminate();
            launcher.awaitExit();
            assertThat(children).noneMatch(ProcessHandle::isAlive);
            assertThat(launcher.output()).contains("Stopping.");
        }
    }

    @Test
    void aTakenPortIsNamedWithTheProcessThatHasIt() throws Exception {
        int port = new Addresses(offset).kafka();
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
                LauncherProcess launcher =
                        LauncherProcess.start(folder.resolve("data"), offset, "up", "--only", SERVERS)) {
            assertThat(launcher.awaitExit()).isEqualTo(1);
            assertThat(taken.isBound()).isTrue();
            assertThat(launcher.output())
                    .contains("Port " + port + ", for kafka, is taken by process "
                            + ProcessHandle.current().pid())
                    .contains("MILLRACE_PORT_OFFSET");
        }
    }

    @Test
    void aSecondLauncherOnTheSameDataIsRefusedAndTheFirstStays() throws Exception {
        Path data = folder.resolve("data");
        try (LauncherProcess first = LauncherProcess.start(data, offset, "up", "--only", "mail")) {
            first.awaitUp();
            try (LauncherProcess second = LauncherProcess.start(data, offset + 50, "up", "--only", "mail")) {
                assertThat(second.awaitExit()).isEqualTo(1);
                assertThat(second.output())
                        .contains("Another Millrace (process ")
                        .contains("runs on " + data);
            }
            assertThat(first.children()).isNotEmpty().allMatch(ProcessHandle::isAlive);
        }
    }

    @Test
    void anOrdinaryUserCanStartIt() throws Exception {
        Path project = copyForEverybody();
        // Root becomes somebody else; anybody else is an ordinary user already.
        List<String> asNobody = System.getProperty("user.name").equals("root")
                ? List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups")
                : List.of();
        Map<String, String> environment = Map.of(
                "HOME",
                folder.toString(),
                "MILLRACE_CACHE",
                folder.resolve("cache").toString());
        try (LauncherProcess launcher = LauncherProcess.startCopy(
                asNobody, project, folder.resolve("data"), offset, environment, "up", "--only", SERVERS)) {
            launcher.awaitUp();
            assertThat(launcher.children()).hasSizeGreaterThanOrEqualTo(3);
        }
    }

    /** The built module and its class path, where every user can read them. */
    private Path copyForEverybody() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path project = Files.createDirectories(folder.resolve("project/services/local"))
                .getParent()
                .getParent();
        Path classes = project.resolve("classes");
        Folders.copy(
                Path.of(Main.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI()),
                classes);
        StringJoiner jars = new StringJoiner(File.pathSeparator);
        for (String jar : JavaProgram.dependencies().split(File.pathSeparator, -1)) {
            Path copy = project.resolve(Path.of(jar).getFileName());
            Files.copy(Path.of(jar), copy);
            jars.add(copy.toString());
        }
        Files.writeString(classes.resolve("dev/millrace/local/child-class-path"), jars.toString());
        try (Stream<Path> copied = Files.walk(project)) {
            for (Path path : copied.toList()) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
        return project;
    }

    @Test
    void passwordsAreMadeOnceAndOnlyTheirOwnerReadsThem() throws Exception {
        Path data = folder.resolve("data");
        Path secrets = data.resolve("secrets.properties");
        try (LauncherProcess launcher = LauncherProcess.start(data, offset, "up", "--only", "postgresql")) {
            launcher.awaitUp();
        }
        String first = Files.readString(secrets);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets)))
                .isEqualTo("rw-------");
        try (LauncherProcess launcher = LauncherProcess.start(data, offset, "up", "--only", "postgresql")) {
            launcher.awaitUp();
        }
        assertThat(Files.readString(secrets)).isEqualTo(first);
    }

    @Test
    void anUnknownPartIsRefusedWithTheChoices() throws Exception {
        try (LauncherProcess launcher =
                LauncherProcess.start(folder.resolve("data"), offset, "up", "--only", "mysql")) {
            assertThat(launcher.awaitExit()).isEqualTo(2);
            assertThat(launcher.output())
                    .contains("There is no part named \"mysql\"")
                    .contains("postgresql, kafka, mail");
        }
    }

    @Test
    void aServiceThatIsNotBuiltIsNamed() {
        QuarkusService reporting = new ServiceTable(
                        new Addresses(offset), new Secrets(folder.resolve("secrets")), folder.resolve("objects"))
                .service(Part.REPORTING);
        assertThatThrownBy(() -> reporting.start(new PackagedServices(folder), folder.resolve("log")))
                .isInstanceOf(ServerFailedException.class)
                .hasMessageContaining("reporting is not built")
                .hasMessageContaining("make build");
    }

    private Connection warehouseAdmin(Path data) throws Exception {
        Properties secrets = new Properties();
        try (var reader = Files.newBufferedReader(data.resolve("secrets.properties"))) {
            secrets.load(reader);
        }
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + new Addresses(offset).postgres() + "/postgres",
                ServiceTable.WAREHOUSE_ADMIN,
                secrets.getProperty("postgres." + ServiceTable.WAREHOUSE_ADMIN));
    }

    private static void awaitGone(List<ProcessHandle> processes, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (processes.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() < deadline) {
            Thread.sleep(50);
        }
        assertThat(processes).noneMatch(ProcessHandle::isAlive);
    }
}

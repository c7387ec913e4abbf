package dev.millrace.local;

import dev.millrace.local.ChildProcess.Command;
import dev.millrace.local.ChildProcess.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Keycloak unpacked and built for PostgreSQL, once for a machine. Keycloak's own {@code build} takes about 14 CPU seconds,
 * so its result is kept in the cache. The program is started without kc.sh, which would leave a shell between it and us.
 */
final class KeycloakDistribution {

    private static final Duration BUILD_TIMEOUT = Duration.ofMinutes(5);

    /** Options that Keycloak fixes when it is built. A change needs a new name in the cache. */
    private static final List<String> BUILD = List.of(
            "build", "--db=postgres", "--health-enabled=true", "--metrics-enabled=true", "--http-relative-path=/auth");

    private static final String BUILD_NAME = "keycloak-" + Versions.KEYCLOAK + "-postgres-auth-1";

    private final Path folder;

    private KeycloakDistribution(Path folder) {
        this.folder = folder;
    }

    /** The distribution, unpacked and built when this machine has none. */
    static KeycloakDistribution prepared() {
        return new KeycloakDistribution(Folders.cached(BUILD_NAME, target -> {
            unpack(Path.of(JavaProgram.note("keycloak-distribution")), target);
            ChildProcess.run(
                    new Command(
                            "Keycloak's build",
                            commandLine(target, target, List.of(), BUILD),
                            Map.of(),
                            target.resolve("build.log"),
                            Signal.TERM,
                            Signal.KILL,
                            false),
                    BUILD_TIMEOUT);
        }));
    }

    private static void unpack(Path archive, Path target) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                // Every entry is below one folder, keycloak-<version>.
                int end = entry.getName().indexOf('/') + 1;
                Path file = target.resolve(entry.getName().substring(end)).normalize();
                if (!file.startsWith(target)) {
                    throw new IOException("the archive has an entry outside of itself: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.getParent());
                    Files.copy(zip.getInputStream(entry), file, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    /**
     * Makes a home for one running Keycloak: the shared program by links, with an import folder of its own.
     *
     * @param realm the realm file that a first start imports
     */
    void linkInto(Path home, Path realm) throws IOException {
        // Compressed copies of the theme, which outlive a change of it.
        Folders.delete(home.resolve("data/tmp"));
        Path imports = Files.createDirectories(home.resolve("data/import"));
        Files.copy(realm, imports.resolve(realm.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        for (String part : List.of("lib", "providers", "conf")) {
            Path link = home.resolve(part);
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, folder.resolve(part));
        }
    }

    List<String> commandLine(Path home, List<String> jvmOptions, List<String> arguments) {
        return commandLine(folder, home, jvmOptions, arguments);
    }

    /** What kc.sh of this version runs, with a smaller heap and a faster start. */
    private static List<String> commandLine(Path program, Path home, List<String> jvmOptions, List<String> arguments) {
        List<String> line = new ArrayList<>();
        line.add(JavaProgram.executable());
        line.addAll(List.of(
                "-Xms64m", "-Xmx384m", "-XX:MaxMetaspaceSize=256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        line.addAll(jvmOptions);
        for (String packageName : List.of("java.util", "java.util.concurrent", "java.security", "java.lang")) {
            line.addAll(List.of("--add-opens", "java.base/" + packageName + "=ALL-UNNAMED"));
        }
        line.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dkc.home.dir=" + home,
                "-Djboss.server.config.dir=" + home.resolve("conf"),
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                        + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
                "-Dpicocli.disable.closures=true",
                "-Dquarkus-log-max-startup-records=10000",
                "-Duser.language=en",
                "-Duser.country=US",
                "-Dfile.encoding=UTF-8",
                "-cp",
                program.resolve("lib/quarkus-run.jar").toString(),
                "io.quarkus.bootstrap.runner.QuarkusEntryPoint"));
        line.addAll(arguments);
        return line;
    }
}

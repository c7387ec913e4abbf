package dev.millrace.local;

import dev.millrace.local.ChildProcess.Command;
import dev.millrace.local.ChildProcess.Signal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One of the platform's own services, as the build packaged it.
 *
 * @param part which one; its label is the name of its folder
 * @param port of its HTTP server
 * @param environment its configuration
 */
record QuarkusService(Part part, int port, Map<String, String> environment) {

    private static final Duration START_TIMEOUT = Duration.ofMinutes(3);

    QuarkusService {
        environment = Map.copyOf(environment);
    }

    /** The same with more in its environment. */
    QuarkusService with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(more);
        return new QuarkusService(part, port, all);
    }

    private String name() {
        return part.label();
    }

    ChildProcess start(Path projectRoot, Path log) {
        Path jar = jar(projectRoot);
        if (!Files.exists(jar)) {
            throw new ServerFailedException(name() + " is not built: there is no " + jar + ". Run: make build");
        }
        List<String> arguments = new ArrayList<>(List.of(
                JavaProgram.executable(),
                // It begins small: what a collection finds dead is given up before the heap grows.
                "-Xms48m",
                "-Xmx160m",
                // A service at rest keeps whatever the young generation touched: small, and compact headers where the
                // JDK has them.
                "-Xmn16m",
                "-XX:+IgnoreUnrecognizedVMOptions",
                "-XX:+UseCompactObjectHeaders",
                // At a fixed address the class archive stays shared pages of a file; relocated it would be private
                // memory.
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:ArchiveRelocationMode=0",
                "-XX:MaxMetaspaceSize=192m",
                // What the compiler and the drivers have freed goes back to the machine.
                "-XX:TrimNativeHeapInterval=5000",
                "-XX:+UseSerialGC",
                // The worker's inner loops are worth the better compiler; the others answer small requests, and start
                // sooner.
                part == Part.SYNC_WORKER ? "-XX:TieredStopAtLevel=4" : "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + classArchive(jar),
                // The shared archive logs a warning when the JDK changed, and is then written anew.
                "-Xlog:cds=off",
                "-jar",
                jar.toString()));
        return ChildProcess.start(new Command(name(), arguments, environment, log, Signal.TERM, Signal.KILL, false));
    }

    void awaitReady(ChildProcess process) {
        URI health = URI.create(Addresses.loopback(port) + "/q/health/ready");
        process.awaitReady(() -> HttpProbe.isOk(health), START_TIMEOUT);
    }

    private Path jar(Path projectRoot) {
        return projectRoot.resolve("services").resolve(name()).resolve("target/quarkus-app/quarkus-run.jar");
    }

    /** The JVM keeps the classes it loaded in an archive that fits exactly this build; those of older builds go. */
    private Path classArchive(Path jar) {
        try {
            Path folder = Files.createDirectories(Folders.cache().resolve("class-archives"));
            String build =
                    jar.toAbsolutePath() + "@" + Files.getLastModifiedTime(jar).toMillis() + "@" + Files.size(jar);
            String prefix =
                    name() + "-" + Integer.toHexString(jar.toAbsolutePath().hashCode()) + "-";
            Path archive = folder.resolve(prefix + Integer.toHexString(build.hashCode()) + ".jsa");
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    if (file.getFileName().toString().startsWith(prefix) && !file.equals(archive)) {
                        Files.deleteIfExists(file);
                    }
                }
            }
            return archive;
        } catch (IOException e) {
            throw new ServerFailedException(
                    "Could not prepare the class archive of " + name() + ": " + e.getMessage(), e);
        }
    }
}

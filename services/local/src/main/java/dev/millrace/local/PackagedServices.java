package dev.millrace.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The services as a build packaged them, each in a JVM that takes little of a machine.
 *
 * @param projectRoot the checkout, built
 */
record PackagedServices(Path projectRoot) implements ServicePrograms {

    /** Of an option that is given twice, the JVM takes the last one. */
    private static final List<String> WORKER_OPTIONS = List.of(
            // Room for two runs at once that have a row of 64 MB. It is hardly ever taken: the worker sees to that.
            "-Xmx208m",
            // A full collection, which it has where runs leave dead buffers, gives back what is free.
            "-XX:MinHeapFreeRatio=10",
            "-XX:MaxHeapFreeRatio=30",
            "-XX:-ShrinkHeapInSteps",
            // Its inner loops are worth the better compiler.
            "-XX:TieredStopAtLevel=4");

    @Override
    public List<String> commandLine(String service) {
        Path jar = projectRoot.resolve("services").resolve(service).resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new ServerFailedException(service + " is not built: there is no " + jar + ". Run: make build");
        }
        List<String> commandLine = new ArrayList<>(List.of(
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
                // To answer small requests the quick compiler is enough, and they start sooner.
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + classArchive(service, jar),
                // The shared archive logs a warning when the JDK changed, and is then written anew.
                "-Xlog:cds=off"));
        if (service.equals(Part.SYNC_WORKER.label())) {
            commandLine.addAll(WORKER_OPTIONS);
        }
        commandLine.addAll(List.of("-jar", jar.toString()));
        return commandLine;
    }

    @Override
    public Duration stopPatience() {
        return Duration.ofSeconds(10);
    }

    /** The JVM keeps the classes it loaded in an archive that fits exactly this build; those of older builds go. */
    private Path classArchive(String service, Path jar) {
        try {
            Path folder = Files.createDirectories(Folders.cache().resolve("class-archives"));
            String build =
                    jar.toAbsolutePath() + "@" + Files.getLastModifiedTime(jar).toMillis() + "@" + Files.size(jar);
            String prefix =
                    service + "-" + Integer.toHexString(jar.toAbsolutePath().hashCode()) + "-";
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
                    "Could not prepare the class archive of " + service + ": " + e.getMessage(), e);
        }
    }
}

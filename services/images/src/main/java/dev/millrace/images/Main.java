package dev.millrace.images;

import com.google.cloud.tools.jib.api.JibContainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Writes the images of all services: {@code images <project> <base> <version> <created> <folder>}. */
public final class Main {

    private static final List<String> SERVICES =
            List.of("tenant-management", "connector", "sync-worker", "transform", "reporting", "console");

    private Main() {}

    /** Prints the digest of each image, which is what the chart's values {@code digest} take. */
    public static void main(String... arguments) throws Exception {
        if (arguments.length != 5) {
            throw new IllegalArgumentException(
                    "Give the project's folder, the base, the version, the time of the release and where to write.");
        }
        Path project = Path.of(arguments[0]);
        Base base = Base.parse(arguments[1]);
        Path folder = Files.createDirectories(project.resolve(arguments[4]));
        Path cache = Files.createDirectories(project.resolve("target/images-cache"));
        for (String service : SERVICES) {
            Path application = project.resolve("services").resolve(service).resolve("target/quarkus-app");
            if (!Files.isDirectory(application)) {
                throw new IllegalStateException(
                        service + " is not built: there is no " + application + ". Run: make build");
            }
            Path archive = folder.resolve(service + ".tar");
            JibContainer image = new ServiceImage(service, application, arguments[2], Instant.parse(arguments[3]))
                    .write(base, archive, cache);
            System.out.printf("%s@%s  %s%n", service, image.getDigest(), project.relativize(archive));
        }
    }
}

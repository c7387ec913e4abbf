package dev.millrace.images;

import dev.millrace.local.Addresses;
import dev.millrace.local.Demo;
import dev.millrace.local.LocalPlatform;
import dev.millrace.local.ServicePrograms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Makes the caches that the JVMs of images start from: the images' own files are run by the images' own Java, as the platform on one
 * machine, until a new customer has seen a dashboard. What was loaded, linked and called until then is what each cache holds.
 */
final class Training {

    /**
     * Of flags that a cache is bound to, these are what the JVM chooses by itself in a pod of the chart; the heap is small enough
     * for references of four bytes on any machine.
     */
    private static final List<String> FLAGS = List.of("-Xmx256m", "-XX:+UseSerialGC");

    /** What the image says, in the mode in which a cache that can't be used is the end, and with the memory of a small container. */
    private static final List<String> OPENED = Stream.of(
                    List.of("-XX:AOTMode=on", "-XX:MaxRAM=128m"),
                    ServiceImage.FROM_CACHE,
                    List.of("-jar", ServiceImage.PROGRAM, "nothing-to-do"))
            .flatMap(List::stream)
            .toList();

    /** How a service ends that was given a command that there is not; it has started a JVM by then. */
    private static final int NO_SUCH_COMMAND = 2;

    private final Path folder;
    private final int portOffset;
    private final Map<String, UnpackedImage> images = new LinkedHashMap<>();

    /**
     * Nothing is run yet.
     *
     * @param folder for images and data; it is emptied
     * @param portOffset added to every port, for a platform that runs beside another
     */
    Training(Path folder, int portOffset) throws IOException {
        this.folder = UnpackedImage.emptied(folder).toAbsolutePath();
        this.portOffset = portOffset;
    }

    /** Unpacks the image of a service. */
    void add(String service, Path archive) throws IOException {
        images.put(service, UnpackedImage.of(archive, folder.resolve(service)));
    }

    /**
     * Runs the images of all services.
     *
     * @param project the checkout, built
     * @param progress gets a line for people after each step
     */
    void run(Path project, Consumer<String> progress) throws IOException, InterruptedException {
        requireStart(images.values().iterator().next());
        Path data = folder.resolve("data");
        try (LocalPlatform platform = LocalPlatform.start(
                new LocalPlatform.Options(
                        project, data, new Addresses(portOffset), List.of(), new RecordedServices(data)),
                progress)) {
            Demo.show(platform.demoPlace(), progress);
        }
    }

    private UnpackedImage image(String service) {
        return Optional.ofNullable(images.get(service))
                .orElseThrow(() -> new IllegalArgumentException("There is no image of " + service));
    }

    private final class RecordedServices implements ServicePrograms {

        private final Path data;

        RecordedServices(Path data) {
            this.data = data;
        }

        @Override
        public List<String> commandLine(String service) {
            List<String> arguments = new ArrayList<>(FLAGS);
            arguments.addAll(List.of("-XX:AOTCacheOutput=" + ServiceImage.AOT_CACHE, "-jar", ServiceImage.PROGRAM));
            return image(service).command(List.of(data), arguments);
        }

        /** The cache is made when the service ends, of all six at the same time. */
        @Override
        public Duration stopPatience() {
            return Duration.ofMinutes(5);
        }
    }

    /** Whether files of an image can be run here at all: said before anything else is started. */
    private static void requireStart(UnpackedImage image) throws InterruptedException {
        String said;
        try {
            UnpackedImage.Ended ended = image.run(List.of("-version"));
            if (ended.status() == 0) {
                return;
            }
            said = ended.output().strip();
        } catch (IOException e) {
            said = String.valueOf(e.getMessage());
        }
        throw new IllegalStateException("The base's Java can't be run here, so no caches can be made: " + said
                + System.lineSeparator()
                + "It takes Linux, user namespaces for everybody and a base for this processor. MILLRACE_IMAGE_AOT=no makes images"
                + " without caches, which start more slowly.");
    }

    /** The cache of a service, opened once by the Java that will, and once with another jar. */
    Path cache(String service) throws IOException, InterruptedException {
        UnpackedImage image = image(service);
        Path cache = image.file(ServiceImage.AOT_CACHE.toString());
        if (!Files.isRegularFile(cache)) {
            throw new IllegalStateException(
                    service + " has left no cache. Its log says why: " + folder.resolve("data/logs"));
        }
        UnpackedImage.Ended ended = image.run(OPENED);
        if (ended.status() != NO_SUCH_COMMAND) {
            throw new IllegalStateException("The cache of " + service + " can't be used: "
                    + ended.output().strip());
        }
        requireBound(service, image);
        return cache;
    }

    /** Another jar in the place of one that the cache was made of has to be noticed. */
    private static void requireBound(String service, UnpackedImage image) throws IOException, InterruptedException {
        Path jar;
        try (Stream<Path> jars = Files.list(image.file("/app/app"))) {
            jar = jars.findFirst().orElseThrow();
        }
        FileTime time = Files.getLastModifiedTime(jar);
        Files.setLastModifiedTime(jar, FileTime.from(time.toInstant().plusSeconds(60)));
        if (image.run(OPENED).status() == NO_SUCH_COMMAND) {
            throw new IllegalStateException("The cache of " + service + " is taken for other jars than its own.");
        }
        Files.setLastModifiedTime(jar, time);
    }

    /** Deletes images, data and logs. */
    void clear() throws IOException {
        UnpackedImage.delete(folder);
    }
}

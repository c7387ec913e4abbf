package dev.millrace.images;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/**
 * The image of one service. What changes seldom comes first, so that a release shares most of its layers with the one before.
 * The same input gives the same image, to the bit: all times are {@code created}.
 *
 * @param service its name
 * @param application the folder that Quarkus packaged it in
 * @param bill its bill of materials, which becomes part of it
 * @param version what the image is labelled with
 * @param created the time of the release
 */
record ServiceImage(String service, Path application, Path bill, String version, Instant created) {

    static final AbsoluteUnixPath HOME = AbsoluteUnixPath.get("/app");

    /** Where the cache is that the JVM starts from. It is checked against this Java and these jars; one that does not fit is left aside. */
    static final AbsoluteUnixPath AOT_CACHE = HOME.resolve("service.aot");

    /**
     * How a JVM starts from the cache. Its heap has to begin with room for the cache's objects, 7 MB of them, or there is no JVM at all;
     * by itself it begins with a sixty-fourth of the memory that a container has. Options of the operator's come first and an own
     * {@code -Xms} wins.
     */
    static final List<String> FROM_CACHE = List.of("-XX:AOTCache=" + AOT_CACHE, "-XX:InitialRAMPercentage=12.5");

    /** Of what is ours in it, by its id on SPDX' list. */
    static final String LICENSE = "Apache-2.0";

    static final String PROGRAM = "/app/quarkus-run.jar";

    /** The digest of the same image before its cache was added, which anybody can make again to the bit. */
    private static final String WITHOUT_CACHE = "dev.millrace.image.without-cache";

    /** A user that nobody else is, with no name in the image. */
    private static final String USER = "65532:65532";

    private static final AbsoluteUnixPath ROOT = AbsoluteUnixPath.get("/");
    private static final FilePermissions EXECUTABLE = FilePermissions.fromOctalString("755");

    /** Writes the image to a file that {@code docker load}, {@code podman load} and {@code skopeo copy} read. */
    JibContainer write(Base base, Path archive, Path cache)
            throws IOException, InterruptedException, InvalidImageReferenceException, ExecutionException,
                    RegistryException, CacheDirectoryCreationException {
        return containerize(base, image(base).setEntrypoint("java", "-jar", PROGRAM), archive, cache);
    }

    /**
     * Writes the image with a cache for its JVM in a layer of its own, on top of the others.
     *
     * @param aotCache which the Java of the same base has made of the same files
     * @param without the image before
     */
    JibContainer writeWithCache(Base base, Path archive, Path cache, Path aotCache, JibContainer without)
            throws IOException, InterruptedException, InvalidImageReferenceException, ExecutionException,
                    RegistryException, CacheDirectoryCreationException {
        JibContainerBuilder image = image(base)
                .addFileEntriesLayer(FileEntriesLayer.builder()
                        .setName("cache")
                        .addEntry(aotCache, AOT_CACHE)
                        .build())
                .addLabel(WITHOUT_CACHE, without.getDigest().toString())
                .setEntrypoint(Stream.of(List.of("java"), FROM_CACHE, List.of("-jar", PROGRAM))
                        .flatMap(List::stream)
                        .toList());
        return containerize(base, image, archive, cache);
    }

    private JibContainerBuilder image(Base base) throws IOException, InvalidImageReferenceException {
        FileEntriesLayer application = layer("application", "app", "quarkus-run.jar", "quarkus-app-dependencies.txt");
        return from(base)
                .addFileEntriesLayer(layer("libraries", "lib"))
                .addFileEntriesLayer(layer("quarkus", "quarkus"))
                .addFileEntriesLayer(application.toBuilder()
                        .addEntry(bill, HOME.resolve(bill.getFileName().toString()))
                        .build())
                .setFormat(ImageFormat.OCI)
                .setCreationTime(created)
                .setUser(USER)
                .setWorkingDirectory(HOME)
                .setLabels(Map.of(
                        "org.opencontainers.image.title",
                        "millrace/" + service,
                        "org.opencontainers.image.version",
                        version,
                        "org.opencontainers.image.licenses",
                        LICENSE));
    }

    private JibContainer containerize(Base base, JibContainerBuilder image, Path archive, Path cache)
            throws InterruptedException, InvalidImageReferenceException, ExecutionException, IOException,
                    RegistryException, CacheDirectoryCreationException {
        return image.containerize(Containerizer.to(TarImage.at(archive).named("millrace/" + service + ":" + version))
                .setBaseImageLayersCache(cache)
                .setApplicationLayersCache(cache)
                .setOfflineMode(!(base instanceof Base.Registry)));
    }

    private static JibContainerBuilder from(Base base) throws InvalidImageReferenceException, IOException {
        return switch (base) {
            case Base.Registry registry -> Jib.from(registry.reference());
            case Base.Archive archive -> Jib.from(TarImage.at(archive.file()));
            case Base.Root root ->
                Jib.fromScratch()
                        .addFileEntriesLayer(wholeOf(root.folder()))
                        .addEnvironmentVariable("PATH", "/opt/java/bin:/usr/bin:/bin");
        };
    }

    /** Folders have to be opened, and what is run has to be run; that the rest could be run does no harm. */
    private static FileEntriesLayer wholeOf(Path root) throws IOException {
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName("root");
        try (Stream<Path> parts = Files.list(root)) {
            for (Path part : parts.sorted().toList()) {
                layer.addEntryRecursive(
                        part, ROOT.resolve(part.getFileName().toString()), (source, path) -> EXECUTABLE);
            }
        }
        return layer.build();
    }

    private FileEntriesLayer layer(String name, String... parts) throws IOException {
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName(name);
        for (String part : List.of(parts)) {
            Path source = application.resolve(part);
            if (Files.exists(source)) {
                layer.addEntryRecursive(source, HOME.resolve(part));
            }
        }
        return layer.build();
    }
}

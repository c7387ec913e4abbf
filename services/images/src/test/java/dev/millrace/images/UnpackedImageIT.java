package dev.millrace.images;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.tools.jib.api.JibContainer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small program in an image with a real Java, which makes a cache of it and starts from it. */
class UnpackedImageIT {

    private static final String CACHE = "-XX:AOTCache=" + ServiceImage.AOT_CACHE;
    private static final String GREETING = "hello from the library";

    @TempDir
    private static Path folder;

    private static Path imageWithCache;

    @BeforeAll
    static void makeAnImageWithACache() throws Exception {
        Path root = folder.resolve("base");
        Path project = Path.of(System.getProperty("millrace.basedir"));
        Process making = new ProcessBuilder(
                        project.resolve("services/images/bin/root").toString(), root.toString())
                .inheritIO()
                .start();
        assertThat(making.waitFor()).isZero();
        Base base = new Base.Root(root);
        Path bill = Files.writeString(folder.resolve("greeter.cdx.json"), "{}");
        ServiceImage image =
                new ServiceImage("greeter", application(), bill, "1.2.3", Instant.parse("2026-11-21T00:00:00Z"));
        Path layers = Files.createDirectories(folder.resolve("layers"));
        Path archive = folder.resolve("greeter.tar");
        JibContainer without = image.write(base, archive, layers);
        UnpackedImage unpacked = UnpackedImage.of(archive, folder.resolve("without"));

        UnpackedImage.Ended recorded = run(unpacked, "-XX:AOTCacheOutput=" + ServiceImage.AOT_CACHE);

        assertThat(recorded.output()).contains(GREETING);
        imageWithCache = folder.resolve("greeter-with-cache.tar");
        image.writeWithCache(base, imageWithCache, layers, unpacked.file(ServiceImage.AOT_CACHE.toString()), without);
    }

    @Test
    void theJavaOfAnImageStartsFromTheCacheThatItMade() throws Exception {
        UnpackedImage image = UnpackedImage.of(imageWithCache, folder.resolve("same"));

        // With this mode a cache that does not fit is the end.
        assertThat(run(image, "-XX:AOTMode=on", CACHE)).isEqualTo(new UnpackedImage.Ended(0, GREETING + "\n"));
    }

    @Test
    void aCacheForAnotherHeapIsLeftAside() throws Exception {
        UnpackedImage image = UnpackedImage.of(imageWithCache, folder.resolve("other-heap"));

        assertThat(run(image, "-XX:AOTMode=on", CACHE, "-XX:+UseZGC").status()).isNotZero();
        assertStarts(run(image, CACHE, "-XX:+UseZGC"));
    }

    @Test
    void aBrokenCacheIsLeftAside() throws Exception {
        UnpackedImage image = UnpackedImage.of(imageWithCache, folder.resolve("broken"));
        Files.writeString(image.file(ServiceImage.AOT_CACHE.toString()), "no cache");

        assertThat(run(image, "-XX:AOTMode=on", CACHE).status()).isNotZero();
        assertStarts(run(image, CACHE));
    }

    private static void assertStarts(UnpackedImage.Ended ended) {
        assertThat(ended.status()).isZero();
        assertThat(ended.output()).endsWith(GREETING + "\n");
    }

    private static UnpackedImage.Ended run(UnpackedImage image, String... options)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("-Xmx64m", "-XX:+UseSerialGC"));
        if (List.of(options).contains("-XX:+UseZGC")) {
            arguments.removeLast();
        }
        arguments.addAll(List.of(options));
        arguments.addAll(List.of("-jar", ServiceImage.PROGRAM));
        return image.run(arguments);
    }

    private static Path application() throws IOException {
        Path sources = Files.createDirectories(folder.resolve("sources"));
        Path library = Files.writeString(
                sources.resolve("Library.java"),
                "public class Library { public static String greeting() { return \"" + GREETING + "\"; } }");
        Path program = Files.writeString(
                sources.resolve("Program.java"),
                "public class Program { public static void main(String[] a) { System.out.println(Library.greeting()); } }");
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "--release", "21", library.toString(), program.toString()))
                .isZero();
        Path application = folder.resolve("application");
        Files.createDirectories(application.resolve("lib/main"));
        Manifest start = new Manifest();
        start.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        start.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "Program");
        start.getMainAttributes().put(Attributes.Name.CLASS_PATH, "lib/main/library.jar");
        jar(application.resolve("quarkus-run.jar"), start, sources.resolve("Program.class"));
        Manifest plain = new Manifest();
        plain.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        jar(application.resolve("lib/main/library.jar"), plain, sources.resolve("Library.class"));
        return application;
    }

    private static void jar(Path jar, Manifest manifest, Path type) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(file, manifest)) {
            entries.putNextEntry(new JarEntry(type.getFileName().toString()));
            Files.copy(type, entries);
            entries.closeEntry();
        }
    }
}

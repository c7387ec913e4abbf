package dev.millrace.images;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.cloud.tools.jib.api.JibContainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceImageTest {

    private static final Instant RELEASED = Instant.parse("2026-11-21T00:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void theSameInputGivesTheSameImage() throws Exception {
        String first = digest("first", application("one", "code"));
        Path again = application("two", "code");
        Files.setLastModifiedTime(
                again.resolve("app/service.jar"), FileTime.from(Instant.parse("2030-01-01T00:00:00Z")));

        assertThat(digest("second", again)).isEqualTo(first).matches("sha256:[0-9a-f]{64}");
        assertThat(digest("third", application("three", "other code"))).isNotEqualTo(first);
    }

    @Test
    void aCacheIsOneLayerOnTopOfWhatStaysTheSame() throws Exception {
        Path root = Files.createDirectories(folder.resolve("root"));
        Files.writeString(Files.createDirectories(root.resolve("bin")).resolve("java"), "a Java of the test");
        ServiceImage image = image(application("one", "code"));
        Path layers = Files.createDirectories(folder.resolve("layers"));
        Path archive = folder.resolve("without.tar");
        JibContainer without = image.write(new Base.Root(root), archive, layers);
        List<String> cached = new ArrayList<>();
        for (String content : List.of("a cache", "another cache")) {
            Path cache = Files.writeString(folder.resolve("cache"), content);
            Path withCache = folder.resolve("with.tar");
            cached.add(image.writeWithCache(new Base.Root(root), withCache, layers, cache, without)
                    .getDigest()
                    .toString());

            assertThat(layers(withCache)).startsWith(layers(archive).toArray(String[]::new));
            assertThat(layers(withCache)).hasSize(layers(archive).size() + 1);
            JsonNode config = config(withCache).path("config");
            assertThat(config.path("Labels")
                            .path("dev.millrace.image.without-cache")
                            .asText())
                    .isEqualTo(without.getDigest().toString());
            assertThat(config.path("Entrypoint").toString())
                    .isEqualTo(
                            "[\"java\",\"-XX:AOTCache=/app/service.aot\",\"-XX:InitialRAMPercentage=12.5\",\"-jar\",\"/app/quarkus-run.jar\"]");
        }

        assertThat(cached).doesNotHaveDuplicates();
        assertThat(image.write(new Base.Root(root), archive, layers).getDigest())
                .isEqualTo(without.getDigest());
    }

    @Test
    void anImageCarriesItsBillOfMaterials() throws Exception {
        digest("first", application("one", "code"));

        assertThat(UnpackedImage.of(folder.resolve("first.tar"), folder.resolve("unpacked"))
                        .file("/app/connector.cdx.json"))
                .hasContent("{}")
                .matches(bill -> bill.toFile().lastModified() == 1000);
    }

    @Test
    void whatABaseIsShowsInHowItIsWritten() {
        assertThat(Base.parse("tar:base.tar")).isEqualTo(new Base.Archive(Path.of("base.tar")));
        assertThat(Base.parse("root:tree")).isEqualTo(new Base.Root(Path.of("tree")));
        assertThat(Base.parse("example.com/java:25")).isEqualTo(new Base.Registry("example.com/java:25"));
    }

    private String digest(String name, Path application) throws Exception {
        Path root = Files.createDirectories(folder.resolve("root"));
        Files.writeString(Files.createDirectories(root.resolve("bin")).resolve("java"), "a Java of the test");
        Path archive = folder.resolve(name + ".tar");
        String digest = image(application)
                .write(new Base.Root(root), archive, Files.createDirectories(folder.resolve("cache-" + name)))
                .getDigest()
                .toString();
        assertThat(archive).isNotEmptyFile();
        return digest;
    }

    private ServiceImage image(Path application) throws IOException {
        Path bill = Files.writeString(folder.resolve("connector.cdx.json"), "{}");
        return new ServiceImage("connector", application, bill, "1.2.3", RELEASED);
    }

    private static List<String> layers(Path archive) throws IOException {
        return config(archive)
                .path("rootfs")
                .path("diff_ids")
                .valueStream()
                .map(JsonNode::asText)
                .toList();
    }

    private static JsonNode config(Path archive) throws IOException {
        JsonNode index = json(archive, "index.json");
        JsonNode manifest = blob(archive, index.path("manifests").path(0));
        return blob(archive, manifest.path("config"));
    }

    private static JsonNode blob(Path archive, JsonNode descriptor) throws IOException {
        return json(archive, "blobs/" + descriptor.path("digest").asText().replace(':', '/'));
    }

    private static JsonNode json(Path archive, String name) throws IOException {
        try (TarFile files = new TarFile(archive)) {
            for (TarArchiveEntry entry : files.getEntries()) {
                if (entry.getName().equals(name)) {
                    return new ObjectMapper().readTree(files.getInputStream(entry));
                }
            }
        }
        throw new AssertionError(archive + " has no " + name);
    }

    private Path application(String name, String code) throws IOException {
        Path application = folder.resolve(name);
        Files.createDirectories(application.resolve("app"));
        Files.createDirectories(application.resolve("lib"));
        Files.createDirectories(application.resolve("quarkus"));
        Files.writeString(application.resolve("app/service.jar"), code);
        Files.writeString(application.resolve("lib/library.jar"), "library");
        Files.writeString(application.resolve("quarkus-run.jar"), "start");
        return application;
    }
}

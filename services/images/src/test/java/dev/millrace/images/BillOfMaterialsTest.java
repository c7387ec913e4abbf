package dev.millrace.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.cyclonedx.Version;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Component;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BillOfMaterialsTest {

    private static final Instant RELEASED = Instant.parse("2026-11-21T00:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void eachJarIsListedWithItsCoordinatesChecksumAndPlace() throws Exception {
        Bom bom = parsed(bill(application("one"), Optional.empty()));

        assertThat(bom.getMetadata().getComponent().getName()).isEqualTo("connector");
        assertThat(bom.getMetadata().getTimestamp()).isEqualTo(RELEASED);
        assertThat(bom.getComponents())
                .extracting(
                        Component::getPurl,
                        Component::getName,
                        component -> component.getHashes().getFirst().getValue(),
                        component -> component
                                .getEvidence()
                                .getOccurrences()
                                .getFirst()
                                .getLocation())
                .containsExactly(
                        tuple(
                                "pkg:maven/com.example/driver@2.0?classifier=linux&type=jar",
                                "driver",
                                sha256("driver"),
                                "/app/lib/boot/com.example.driver-2.0-linux.jar"),
                        tuple(
                                "pkg:maven/com.example/library@1.0?type=jar",
                                "library",
                                sha256("library"),
                                "/app/lib/main/com.example.library-1.0.jar"),
                        tuple(null, "app/service.jar", sha256("code"), "/app/app/service.jar"),
                        tuple(null, "quarkus-run.jar", sha256("start"), "/app/quarkus-run.jar"));
    }

    @Test
    void theSameInputGivesTheSameDocument() throws Exception {
        String first = bill(application("one"), Optional.empty());
        Path again = application("two");
        Files.setLastModifiedTime(
                again.resolve("app/service.jar"), FileTime.from(Instant.parse("2030-01-01T00:00:00Z")));
        Path other = application("three");
        Files.writeString(other.resolve("app/service.jar"), "other code");

        assertThat(bill(again, Optional.empty())).isEqualTo(first);
        assertThat(parsed(bill(other, Optional.empty())).getSerialNumber())
                .isNotEqualTo(parsed(first).getSerialNumber());
    }

    @Test
    void aWebAppsPackagesAreListedWithoutWhatOnlyBuildsIt() throws Exception {
        Path lock = Files.writeString(folder.resolve("package-lock.json"), """
                {"packages": {
                  "": {"name": "web"},
                  "node_modules/@scope/parts": {"version": "3.1.0"},
                  "node_modules/@scope/parts/node_modules/inner": {"version": "0.2.0"},
                  "node_modules/bundler": {"version": "9.0.0", "dev": true}
                }}""");

        assertThat(parsed(bill(application("one"), Optional.of(lock))).getComponents())
                .extracting(Component::getPurl)
                .endsWith("pkg:npm/%40scope/parts@3.1.0", "pkg:npm/inner@0.2.0")
                .hasSize(6);
    }

    @Test
    void aJarThatNobodyKnowsIsRefused() throws Exception {
        Path application = application("one");
        Files.writeString(application.resolve("lib/main/stranger.jar"), "who knows");

        assertThatIllegalStateException()
                .isThrownBy(() -> bill(application, Optional.empty()))
                .withMessage("connector has jars that are none of its dependencies: [stranger.jar]");
    }

    @Test
    void aDependencyThatIsNotInTheImageIsRefused() throws Exception {
        Path application = application("one");
        Files.delete(application.resolve("lib/main/com.example.library-1.0.jar"));

        assertThatIllegalStateException()
                .isThrownBy(() -> bill(application, Optional.empty()))
                .withMessage("connector depends on com.example:library::jar:1.0, which is not in the image");
    }

    private static String bill(Path application, Optional<Path> webApp) throws IOException {
        return new BillOfMaterials("connector", application, webApp, "1.2.3", RELEASED).json();
    }

    /** By the schema of CycloneDX itself. */
    private static Bom parsed(String json) throws Exception {
        assertThat(new JsonParser().validate(json, Version.VERSION_16)).isEmpty();
        return new JsonParser().parse(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String sha256(String content) throws NoSuchAlgorithmException {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8)));
    }

    private Path application(String name) throws IOException {
        Path application = folder.resolve(name);
        for (String part : new String[] {"app", "lib/boot", "lib/main"}) {
            Files.createDirectories(application.resolve(part));
        }
        Files.writeString(application.resolve("app/service.jar"), "code");
        Files.writeString(application.resolve("lib/main/com.example.library-1.0.jar"), "library");
        Files.writeString(application.resolve("lib/boot/com.example.driver-2.0-linux.jar"), "driver");
        Files.writeString(application.resolve("quarkus-run.jar"), "start");
        Files.writeString(
                application.resolve("quarkus-app-dependencies.txt"),
                "com.example:library::jar:1.0\ncom.example:driver:linux:jar:2.0\n");
        return application;
    }
}

package dev.millrace.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.groups.Tuple.tuple;

import io.quarkus.bootstrap.resolver.maven.BootstrapMavenContext;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cyclonedx.Version;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Component;
import org.cyclonedx.model.License;
import org.cyclonedx.model.license.Acknowledgement;
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
    void aLibrarysLicencesAreThoseOfItsPomOrOfTheOneAbove() throws Exception {
        Path application = application("one");
        pom("parent", "5", "", """
                <license>
                  <name>The Apache Software License,
                    Version 2.0</name>
                  <url>http://www.apache.org/licenses/LICENSE-2.0.txt</url>
                </license>""");
        pom(
                "library",
                "1.0",
                "<parent><groupId>com.example</groupId><artifactId>parent</artifactId><version>5</version></parent>",
                "");
        pom("driver", "2.0", "", """
                <license><name>EPL 2.0</name><url>https://example.com/epl</url></license>
                <license><name>Terms of Example</name><url>https://example.com/terms</url></license>
                <license/>""");

        List<Component> components = parsed(bill(application, Optional.empty())).getComponents();

        assertThat(components.get(0).getLicenses().getLicenses())
                .extracting(License::getId, License::getName, License::getUrl)
                .containsExactly(
                        tuple("EPL-2.0", null, "https://example.com/epl"),
                        tuple(null, "Terms of Example", "https://example.com/terms"));
        assertThat(components.get(1).getLicenses().getLicenses())
                .extracting(License::getId, License::getName, License::getUrl, License::getAcknowledgement)
                .containsExactly(tuple(
                        "Apache-2.0",
                        null,
                        "http://www.apache.org/licenses/LICENSE-2.0.txt",
                        Acknowledgement.DECLARED));
    }

    @Test
    void aWebAppsPackagesHaveTheLicencesOfTheLockFile() throws Exception {
        Path lock = Files.writeString(folder.resolve("package-lock.json"), """
                {"packages": {
                  "node_modules/a": {"version": "1.0.0", "license": "MIT"},
                  "node_modules/b": {"version": "1.0.0", "license": "(MIT OR Apache-2.0)"},
                  "node_modules/c": {"version": "1.0.0", "license": "SEE LICENSE IN LICENSE.md"},
                  "node_modules/d": {"version": "1.0.0"}
                }}""");

        List<Component> packages = parsed(bill(application("one"), Optional.of(lock))).getComponents().stream()
                .filter(component -> component.getName().length() == 1)
                .toList();

        assertThat(packages.get(0).getLicenses().getLicenses())
                .extracting(License::getId, License::getName)
                .containsExactly(tuple("MIT", null));
        assertThat(packages.get(1).getLicenses().getExpression().getValue()).isEqualTo("(MIT OR Apache-2.0)");
        assertThat(packages.get(1).getLicenses().getExpression().getAcknowledgement())
                .isEqualTo(Acknowledgement.DECLARED);
        assertThat(packages.get(2).getLicenses().getLicenses())
                .extracting(License::getId, License::getName)
                .containsExactly(tuple(null, "SEE LICENSE IN LICENSE.md"));
        assertThat(packages.get(3).getLicenses()).isNull();
    }

    @Test
    void whatDeclaresNoLicenceIsNamed() throws Exception {
        Path application = application("one");
        pom("library", "1.0", "", "<license><name>MIT</name></license>");
        Path lock = Files.writeString(folder.resolve("package-lock.json"), """
                {"packages": {"node_modules/@scope/bare": {"version": "3.1.0"}}}""");

        assertThat(document(application, Optional.of(lock)).withoutLicense())
                .containsExactly(
                        "pkg:maven/com.example/driver@2.0?classifier=linux&type=jar", "pkg:npm/%40scope/bare@3.1.0");
    }

    @Test
    void whatIsOursIsOfOurLicenceAndNeedsNoPom() throws Exception {
        Path application = application("one");
        Files.writeString(application.resolve("lib/main/dev.millrace.millrace-kernel-1.2.3.jar"), "kernel");
        Files.writeString(
                application.resolve("quarkus-app-dependencies.txt"),
                "dev.millrace:millrace-kernel::jar:1.2.3\n",
                StandardOpenOption.APPEND);

        Bom bom = parsed(bill(application, Optional.empty()));

        assertThat(Stream.of(
                        bom.getMetadata().getComponent(), bom.getComponents().get(2)))
                .extracting(
                        Component::getName,
                        component ->
                                component.getLicenses().getLicenses().getFirst().getId())
                .containsExactly(tuple("connector", "Apache-2.0"), tuple("millrace-kernel", "Apache-2.0"));
    }

    @Test
    void aLibraryWithoutAPomIsRefused() throws Exception {
        Path application = application("one");
        Files.delete(folder.resolve("repository/com/example/library/1.0/library-1.0.pom"));

        assertThatIllegalStateException()
                .isThrownBy(() -> bill(application, Optional.empty()))
                .withMessage(
                        "The POM of com.example:library:pom:1.0 is not in the local repository, or is none. Run: make build");
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

    private String bill(Path application, Optional<Path> webApp) throws IOException {
        return document(application, webApp).json();
    }

    private BillOfMaterials.Document document(Path application, Optional<Path> webApp) throws IOException {
        File settings =
                Files.writeString(folder.resolve("settings.xml"), "<settings/>").toFile();
        MavenLicenses licenses = new MavenLicenses(BootstrapMavenContext.config()
                .setLocalRepository(folder.resolve("repository").toString())
                .setUserSettings(settings)
                .setOffline(true));
        return new BillOfMaterials("connector", application, webApp, "1.2.3", RELEASED).document(licenses);
    }

    private void pom(String name, String version, String parent, String licenses) throws IOException {
        Path place = Files.createDirectories(folder.resolve("repository/com/example/" + name + "/" + version));
        Files.writeString(place.resolve(name + "-" + version + ".pom"), """
                <project>
                  <modelVersion>4.0.0</modelVersion>
                  %s
                  <groupId>com.example</groupId>
                  <artifactId>%s</artifactId>
                  <version>%s</version>
                  <packaging>pom</packaging>
                  <licenses>%s</licenses>
                </project>""".formatted(parent, name, version, licenses));
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
        pom("library", "1.0", "", "");
        pom("driver", "2.0", "", "");
        Files.writeString(
                application.resolve("quarkus-app-dependencies.txt"),
                "com.example:library::jar:1.0\ncom.example:driver:linux:jar:2.0\n");
        return application;
    }
}

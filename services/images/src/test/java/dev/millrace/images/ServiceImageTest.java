package dev.millrace.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
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
    void whatABaseIsShowsInHowItIsWritten() {
        assertThat(Base.parse("tar:base.tar")).isEqualTo(new Base.Archive(Path.of("base.tar")));
        assertThat(Base.parse("root:tree")).isEqualTo(new Base.Root(Path.of("tree")));
        assertThat(Base.parse("example.com/java:25")).isEqualTo(new Base.Registry("example.com/java:25"));
    }

    private String digest(String name, Path application) throws Exception {
        Path root = Files.createDirectories(folder.resolve("root"));
        Files.writeString(root.resolve("java"), "a Java of the test");
        Path archive = folder.resolve(name + ".tar");
        String digest = new ServiceImage("connector", application, "1.2.3", RELEASED)
                .write(new Base.Root(root), archive, Files.createDirectories(folder.resolve("cache-" + name)))
                .getDigest()
                .toString();
        assertThat(archive).isNotEmptyFile();
        return digest;
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

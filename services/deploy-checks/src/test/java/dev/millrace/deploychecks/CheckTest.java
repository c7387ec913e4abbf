package dev.millrace.deploychecks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckTest {

    @TempDir
    Path folder;

    @Test
    void whatAnEarlierCheckLeftIsGone() throws IOException {
        Path left = Files.writeString(
                Files.createDirectories(folder.resolve("work/pods")).resolve("values.yaml"), "a: b");
        Check.emptied(folder.resolve("work"));
        assertThat(left.getParent()).doesNotExist();
        assertThat(folder.resolve("work")).isEmptyDirectory();
    }

    @Test
    void whatAnotherCheckUsesStays() throws IOException {
        Check.emptied(folder.resolve("work"));
        Path used = Files.writeString(folder.resolve("work/values.yaml"), "a: b");
        assertThatExceptionOfType(CheckFailedException.class)
                .isThrownBy(() -> Check.emptied(folder.resolve("work")))
                .withMessageStartingWith("Another check runs in");
        assertThat(used).exists();
    }
}

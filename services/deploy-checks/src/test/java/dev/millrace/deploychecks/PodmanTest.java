package dev.millrace.deploychecks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PodmanTest {

    @TempDir
    private Path folder;

    @Test
    void billsOfMaterialsBesideImagesAreNoImages() throws Exception {
        Files.createFile(folder.resolve("console.cdx.json"));
        Path console = Files.createFile(folder.resolve("console.tar"));
        Path connector = Files.createFile(folder.resolve("connector.tar"));
        assertThat(Podman.archives(folder)).containsExactly(connector, console);
    }

    @Test
    void aFolderWithoutImagesIsSaid() {
        for (Path without : List.of(folder, folder.resolve("missing"))) {
            assertThatExceptionOfType(CheckFailedException.class)
                    .isThrownBy(() -> Podman.archives(without))
                    .withMessageStartingWith("There are no images in " + without);
        }
    }
}

package dev.millrace.deploychecks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
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
}

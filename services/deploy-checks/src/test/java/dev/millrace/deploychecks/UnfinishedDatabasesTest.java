package dev.millrace.deploychecks;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The evaluation's PostgreSQL, ended before it had all of its databases: its image would never make the others. */
class UnfinishedDatabasesTest {

    private static final String TOLD_BY = "unfinished";

    @TempDir
    Path charts;

    @TempDir
    Path disk;

    private JsonObject prepare = new JsonObject();

    @BeforeEach
    void render() throws IOException {
        Manifest server = Manifest.one(
                Chart.atFirst(charts).render(List.of("evaluation"), Map.of()),
                "StatefulSet",
                "release-millrace-postgresql");
        prepare = Manifest.elements(server.pod().orElseThrow(), "initContainers")
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anEmptyDiskIsUnfinishedUntilAllIsMade() throws Exception {
        prepared();
        assertThat(disk).isDirectoryContaining("glob:**/" + TOLD_BY);
    }

    @Test
    void aFinishedDiskStaysAsItIs() throws Exception {
        Path version = cluster();
        prepared();
        assertThat(version).exists();
        assertThat(disk.resolve(TOLD_BY)).doesNotExist();
    }

    @Test
    void anUnfinishedDiskBeginsAnew() throws Exception {
        Path version = cluster();
        Files.createFile(disk.resolve(TOLD_BY));
        prepared();
        assertThat(version).doesNotExist();
        assertThat(disk.resolve(TOLD_BY)).exists();
    }

    private Path cluster() throws IOException {
        return Files.writeString(
                Files.createDirectories(disk.resolve("cluster")).resolve("PG_VERSION"), "18");
    }

    private void prepared() throws Exception {
        List<String> command = prepare.getAsJsonArray("command").asList().stream()
                .map(JsonElement::getAsString)
                .toList();
        Process process =
                new ProcessBuilder(command).directory(disk.toFile()).inheritIO().start();
        assertThat(process.waitFor()).isZero();
    }
}

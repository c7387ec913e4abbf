package dev.millrace.connector.uploads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderObjectStoreTest extends ObjectStoreContractTest {

    @TempDir
    private Path folder;

    @Override
    ObjectStore store() {
        return new FolderObjectStore(folder);
    }

    @Override
    boolean leaves(String key) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .anyMatch(file -> folder.relativize(file).toString().startsWith(key));
        }
    }

    @Test
    void theDiskKeepsRoomForOthers() throws IOException {
        store().write("tenant/earlier", new ByteArrayInputStream(new byte[] {1, 2, 3}), 10);

        refused(new FolderObjectStore(folder, Long.MAX_VALUE), ErrorCode.STORAGE_FULL);

        assertThat(Files.readAllBytes(folder.resolve("tenant/earlier"))).containsExactly(1, 2, 3);
    }

    @Test
    void aWriteToAFullDiskIsAPlainErrorAndLeavesNothing() throws IOException {
        Path full = Path.of("/dev/full");
        assumeThat(full).exists();
        Files.createDirectories(folder.resolve("tenant"));
        Files.createSymbolicLink(folder.resolve("tenant/refused.partial"), full);

        refused(new FolderObjectStore(folder, 0), ErrorCode.STORAGE_FULL);
    }

    @Test
    void aFolderThatCantBeMadeIsTheOperatorsToMend() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "in the way");

        refused(new FolderObjectStore(file), ErrorCode.PLATFORM_UNAVAILABLE);
    }

    private void refused(ObjectStore store, ErrorCode code) throws IOException {
        assertThatThrownBy(() -> store.write("tenant/refused", new ByteArrayInputStream(new byte[10]), 10))
                .isInstanceOfSatisfying(
                        MillraceException.class, e -> assertThat(e.code()).isEqualTo(code));
        assertThat(leaves("tenant/refused")).isFalse();
    }
}

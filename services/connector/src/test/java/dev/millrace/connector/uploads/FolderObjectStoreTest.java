package dev.millrace.connector.uploads;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
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
}

package dev.millrace.connector.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.connector.file.store.FileStore;
import dev.millrace.connector.file.store.StoredFile;
import dev.millrace.connector.spi.EgressGuard;
import dev.millrace.connector.spi.ReadRequest;
import dev.millrace.connector.spi.SourceContext;
import dev.millrace.connector.spi.SourceLog;
import dev.millrace.connector.spi.StateLostException;
import dev.millrace.connector.spi.Stream;
import dev.millrace.connector.testkit.CollectedStream;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores that misbehave. */
class StoreSessionTest {

    @TempDir
    private Path folder;

    private final FakeStore store = new FakeStore();

    private static final class FakeStore implements FileStore {
        private final Map<String, String> contents = new TreeMap<>();
        private boolean hasVersions = true;
        private boolean changes;
        private boolean breaksOff;

        @Override
        public List<StoredFile> files() {
            return contents.entrySet().stream()
                    .map(file -> new StoredFile(
                            file.getKey(),
                            null,
                            hasVersions ? Integer.toString(file.getValue().hashCode()) : "",
                            -1))
                    .toList();
        }

        @Override
        public InputStream open(StoredFile file) {
            String content = contents.getOrDefault(file.name(), "");
            InputStream whole = new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
            return breaksOff ? new SequenceInputStream(whole, new BrokenStream()) : whole;
        }

        @Override
        public boolean isUnchanged(StoredFile file) {
            return !changes;
        }

        @Override
        public void cancel() {}

        @Override
        public void close() {}
    }

    private static final class BrokenStream extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("reset by peer");
        }
    }

    private StoreSession session() {
        SourceLog silent = new SourceLog() {
            @Override
            public void info(String message) {}

            @Override
            public void warn(String message) {}
        };
        return new StoreSession(
                store,
                TableNames.SIMILAR_NAMES,
                new SourceContext(
                        "{}", new EgressGuard(List.of()), upload -> folder, folder, InstantSource.system(), silent));
    }

    private static CollectedStream readWhole(StoreSession session, @Nullable String state) {
        Stream stream = session.discover().streams().getFirst();
        CollectedStream collected = new CollectedStream(stream.fields());
        session.read(
                ReadRequest.of(stream.name(), stream.fields(), stream.primaryKey(), null, state), collected.output());
        collected.output().flush();
        return collected;
    }

    @Test
    void aFileThatChangesWhileItIsReadIsSaidSo() {
        store.contents.put("a.csv", "id\n1\n");
        store.changes = true;
        try (StoreSession session = session()) {
            assertThatThrownBy(session::check)
                    .isInstanceOfSatisfying(
                            MillraceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_INTERRUPTED))
                    .hasMessageContaining("a.csv was changed while it was read. It is read again");
        }
    }

    @Test
    void aStoreThatBreaksOffIsTriedAgain() {
        store.contents.put("a.csv", "id\n1\n");
        store.breaksOff = true;
        try (StoreSession session = session()) {
            assertThatThrownBy(session::check)
                    .isInstanceOfSatisfying(
                            MillraceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_INTERRUPTED))
                    .hasMessageContaining("a.csv broke off while it was fetched.");
        }
    }

    @Test
    void aFileWithoutVersionsIsReadByEverySync() {
        store.contents.put("a.csv", "id\n1\n");
        store.hasVersions = false;
        KeyedRows rows = new KeyedRows();
        for (int i = 0; i < 2; i++) {
            try (StoreSession session = session()) {
                rows.sync(session, "a");
            }
            assertThat(rows.written()).isEqualTo(1);
        }
        assertThat(rows.values("id")).containsExactly(1L);
    }

    @Test
    void aFullReadOfAFileThatChangedInTheMiddleBeginsAnew() {
        store.contents.put("a.csv", numbers(12_000));
        String middle;
        try (StoreSession session = session()) {
            middle = readWhole(session, null).marks().getFirst().state();
        }
        assertThat(middle).contains("\"rows\":5000");
        store.contents.put("a.csv", numbers(300));
        try (StoreSession session = session()) {
            assertThatThrownBy(() -> readWhole(session, middle))
                    .isInstanceOf(StateLostException.class)
                    .hasMessageContaining("a.csv was changed after a part of it was read.");
        }
    }

    private static String numbers(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining("\n", "id\n", "\n"));
    }

    @Test
    void whatWasFetchedDoesNotStayOnTheDisk() throws IOException {
        store.contents.put("a.csv", "id\n1\n");
        try (StoreSession session = session()) {
            readWhole(session, null);
            try (java.util.stream.Stream<Path> left = Files.list(folder)) {
                assertThat(left.filter(path -> !path.endsWith("duckdb"))).isEmpty();
            }
        }
    }
}

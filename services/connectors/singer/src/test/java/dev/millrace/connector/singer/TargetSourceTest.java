package dev.millrace.connector.singer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.Source;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.connector.spi.StateLostException;
import dev.millrace.connector.spi.Stream;
import dev.millrace.connector.spi.Uploads;
import dev.millrace.connector.testkit.CollectedStream;
import dev.millrace.connector.testkit.SourceContractTest;
import dev.millrace.kernel.ErrorCode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetSourceTest extends SourceContractTest {

    private static final String SCHEMA = "{'type': 'SCHEMA', 'stream': 'people', 'schema': {'properties':"
            + " {'id': {'type': 'integer'}}}, 'key_properties': ['id'], 'bookmark_properties': ['id']}\n";

    @TempDir
    private Path folder;

    /** What the parts hold, in the order of their ids, the first of which is 0. */
    private List<String> parts = List.of(SCHEMA + records(1, 6_000), SCHEMA + records(6_001, 13_000));

    @Override
    protected Source source() {
        return new TargetSource();
    }

    @Override
    protected String configuration() {
        return configuration(0, 1);
    }

    private static String configuration(int... parts) {
        List<String> uploads = new ArrayList<>();
        for (int part : parts) {
            uploads.add("{\"id\": \"" + id(part) + "\", \"fileName\": \"part\"}");
        }
        return "{\"uploads\": [" + String.join(", ", uploads) + "]}";
    }

    private static String id(int part) {
        return "0190a000-0000-7000-8000-00000000000" + part;
    }

    @Override
    protected String refusedConfiguration() {
        return "{\"uploads\": []}";
    }

    @Override
    protected ErrorCode refusal() {
        return ErrorCode.INVALID_CONFIGURATION;
    }

    /** Every second one is compressed. */
    @Override
    protected Uploads uploads() {
        return upload -> {
            int part = upload.toString().charAt(upload.toString().length() - 1) - '0';
            Path file = folder.resolve("part-" + part);
            byte[] content = parts.get(part).replace('\'', '"').getBytes(StandardCharsets.UTF_8);
            try (OutputStream plain = Files.newOutputStream(file);
                    OutputStream out = part % 2 == 0 ? new GZIPOutputStream(plain) : plain) {
                out.write(content);
                return file;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    private static String records(int from, int to) {
        StringBuilder records = new StringBuilder();
        for (int id = from; id <= to; id++) {
            records.append(record(id));
        }
        return records.toString();
    }

    private static String record(int id) {
        return "{'type': 'RECORD', 'stream': 'people', 'record': {'id': " + id + "}}\n";
    }

    private static String record(int version, int id) {
        return record(id).replace("'people'", "'people', 'version': " + version);
    }

    private static String activation(int version) {
        return "{'type': 'ACTIVATE_VERSION', 'stream': 'people', 'version': " + version + "}\n";
    }

    private CollectedStream read(@Nullable String state, int... parts) {
        try (SourceSession session = open(configuration(parts))) {
            return read(session, session.discover().streams().getFirst(), null, state);
        }
    }

    private static String endOf(CollectedStream read) {
        return read.marks().getLast().state();
    }

    @Test
    void aStreamNeedsNoCursorToBeReadOnce() {
        try (SourceSession session = open(configuration())) {
            assertThat(session.discover().streams())
                    .containsExactly(new Stream(
                            "people",
                            List.of(new Field("id", "integer", false)),
                            List.of("id"),
                            null,
                            true,
                            13_000L,
                            true));
        }
    }

    @Test
    void partsAreReadInTheirOrderAndEachIsDoneBeforeTheNext() {
        CollectedStream all = read(null, 0, 1);
        assertThat(all.values("id")).hasSize(13_000).startsWith(1L, 2L).endsWith(12_999L, 13_000L);
        assertThat(all.marks())
                .extracting(CollectedStream.Mark::state)
                .containsExactly(state(0, 5_000), state(1, 5_000), state(1, 7_000));
    }

    private static String state(int part, int records) {
        return "{\"input\":\"" + id(part) + "\",\"records\":" + records + "}";
    }

    @Test
    void aPartThatWasReadIsNotReadAgainAndTheNextIsReadFromItsBeginning() {
        assertThat(read(state(0, 6_000), 0).rows()).isEmpty();
        assertThat(read(state(0, 6_000), 0, 1).values("id")).hasSize(7_000).startsWith(6_001L);
        assertThat(read(state(0, 5_999), 0, 1).values("id")).hasSize(7_001).startsWith(6_000L);
        assertThat(read(state(0, 6_000), 1).values("id")).hasSize(7_000).startsWith(6_001L);
    }

    @Test
    void recordsOfAVersionThatIsNotActiveYetWait() {
        parts = List.of(
                SCHEMA + activation(1) + record(1, 1),
                SCHEMA + record(2, 2) + record(3),
                SCHEMA + record(2, 4) + activation(2) + record(2, 5));
        String first = endOf(read(null, 0));

        CollectedStream second = read(first, 1);
        assertThat(second.values("id")).containsExactly(3L);
        assertThat(second.setAside()).isEmpty();

        assertThatThrownBy(() -> read(endOf(second), 1, 2))
                .isInstanceOf(StateLostException.class)
                .hasMessage("The tap began \"people\" anew: its rows take the place of those that were loaded before.");
        CollectedStream anew = read(null, 1, 2);
        assertThat(anew.values("id")).containsExactly(2L, 3L, 4L, 5L);
        assertThat(endOf(anew)).contains("\"version\":2");
    }

    @Test
    void theVersionThatCameFirstIsLoadedBeforeItIsActive() {
        parts = List.of(SCHEMA + record(7, 1), SCHEMA + record(7, 2) + activation(7));
        CollectedStream first = read(null, 0);
        assertThat(first.values("id")).containsExactly(1L);
        assertThat(read(endOf(first), 0, 1).values("id")).containsExactly(2L);
    }

    @Test
    void aTableThatIsActivatedEmptyLosesItsRows() {
        parts = List.of(SCHEMA + activation(1) + record(1, 1), SCHEMA + activation(2));
        String first = endOf(read(null, 0));
        assertThatThrownBy(() -> read(first, 1)).isInstanceOf(StateLostException.class);
        assertThat(read(null, 1).rows()).isEmpty();
    }
}

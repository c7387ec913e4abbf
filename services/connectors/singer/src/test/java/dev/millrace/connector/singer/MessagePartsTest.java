package dev.millrace.connector.singer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MessagePartsTest {

    private static final PartLimits SMALL = new PartLimits(150, Duration.ofHours(1));

    @TempDir
    private Path folder;

    private final AtomicLong nanos = new AtomicLong();

    private static String schema(String stream) {
        return "{\"type\":\"SCHEMA\",\"stream\":\"" + stream
                + "\",\"schema\":{\"properties\":{\"id\":{\"type\":\"integer\"}}},\"key_properties\":[\"id\"]}\n";
    }

    private static String row(String stream, int id) {
        return "{\"type\":\"RECORD\",\"stream\":\"" + stream + "\",\"record\":{\"id\":" + id + "}}\n";
    }

    private static String row(String stream, int version, int id) {
        return row(stream, id).replace(",\"record\"", ",\"version\":" + version + ",\"record\"");
    }

    private static String state(int at) {
        return "{\"type\":\"STATE\",\"value\":{\"at\":" + at + "}}\n";
    }

    private static String activation(String stream, int version) {
        return "{\"type\":\"ACTIVATE_VERSION\",\"stream\":\"" + stream + "\",\"version\":" + version + "}\n";
    }

    private MessageParts parts(String messages, PartLimits limits, String... waiting) {
        InputStream input = new ByteArrayInputStream(messages.getBytes(StandardCharsets.UTF_8));
        return new MessageParts(input, limits, folder, Set.of(waiting), nanos::get);
    }

    private List<MessagePart> all(String messages, PartLimits limits) throws IOException {
        MessageParts parts = parts(messages, limits);
        List<MessagePart> all = new ArrayList<>();
        for (var part = parts.next(); part.isPresent(); part = parts.next()) {
            all.add(part.get());
        }
        return all;
    }

    private static String content(MessagePart part) throws IOException {
        try (InputStream input = new GZIPInputStream(Files.newInputStream(part.file()))) {
            return new String(input.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aPartEndsAtAStateAndTheNextBeginsItsStreamsWithTheirSchemas() throws IOException {
        List<MessagePart> parts = all(
                schema("a") + schema("b") + row("a", 1) + state(1) + row("a", 2) + state(2) + row("b", 3) + state(3),
                SMALL);

        assertThat(parts).hasSize(3);
        assertThat(content(parts.get(0))).isEqualTo(schema("a") + schema("b") + row("a", 1) + state(1));
        assertThat(content(parts.get(1))).isEqualTo(schema("a") + row("a", 2) + state(2));
        assertThat(content(parts.get(2))).isEqualTo(schema("b") + row("b", 3) + state(3));
        assertThat(parts).extracting(MessagePart::state).containsExactly("{\"at\":1}", "{\"at\":2}", "{\"at\":3}");
        assertThat(parts).extracting(MessagePart::records).containsExactly(1L, 1L, 1L);
    }

    @Test
    void whereThereIsNoStateAPartEndsBeforeItGetsTooLarge() throws IOException {
        StringBuilder messages =
                new StringBuilder(schema("a")).append(row("a", 0)).append(state(0));
        for (int id = 1; id <= 30; id++) {
            messages.append(row("a", id));
        }
        List<MessagePart> parts = all(messages.toString(), SMALL);

        assertThat(parts).hasSizeGreaterThan(2);
        assertThat(parts.stream().mapToLong(MessagePart::records).sum()).isEqualTo(31);
        assertThat(parts.getFirst().state()).isEqualTo("{\"at\":0}");
        assertThat(parts.getLast().state()).isNull();
        for (MessagePart part : parts) {
            assertThat(content(part)).startsWith(schema("a")).hasSizeLessThan(700);
        }
    }

    @Test
    void aPartThatIsOldEnoughEndsAtTheNextState() throws IOException {
        MessageParts parts = parts(schema("a") + state(1) + state(2), new PartLimits(1_000_000, Duration.ZERO));
        assertThat(parts.next()).map(MessagePart::state).hasValue("{\"at\":1}");
        assertThat(parts.next()).map(MessagePart::hasStreams).hasValue(false);
        assertThat(parts.next()).isEmpty();
        assertThat(all(schema("a") + state(1) + state(2), new PartLimits(1_000_000, Duration.ofNanos(1))))
                .hasSize(1);
    }

    @Test
    void streamsWaitFromTheFirstRecordOfAVersionToItsActivation() throws IOException {
        MessageParts parts = parts(
                schema("a") + row("a", 2, 1) + state(1) + row("a", 2, 2) + activation("a", 2) + row("a", 2, 3),
                SMALL,
                "b");
        assertThat(parts.next()).map(MessagePart::waiting).hasValue(Set.of("a", "b"));
        MessagePart last = parts.next().orElseThrow();
        assertThat(last.waiting()).containsExactly("b");
        assertThat(content(last)).isEqualTo(schema("a") + row("a", 2, 2) + activation("a", 2) + row("a", 2, 3));
    }

    @Test
    void whatCameBeforeTheLastStateIsAPartAlsoWhereTheTapBreaksOff() throws IOException {
        String begun = schema("a") + row("a", 1, 1) + state(1) + row("a", 1, 2) + activation("a", 1) + state(2);
        MessageParts parts =
                parts(begun + schema("b") + row("b", 3) + "{", new PartLimits(1_000_000, Duration.ofHours(1)));
        MessagePart part = parts.next().orElseThrow();
        assertThat(content(part)).isEqualTo(begun);
        assertThat(part.records()).isEqualTo(2);
        assertThat(part.state()).isEqualTo("{\"at\":2}");
        assertThat(part.waiting()).isEmpty();
        assertThatThrownBy(parts::next).hasMessageStartingWith("The tap broke off in the middle of line 9.");
        assertThatThrownBy(parts::next).hasMessageStartingWith("The tap broke off in the middle of line 9.");
    }

    private void assertRefused(String messages, ErrorCode code, String message) {
        assertThatThrownBy(() -> all(messages, SMALL)).isInstanceOfSatisfying(MillraceException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.getMessage()).startsWith(message);
        });
    }

    @Test
    void aWrongLineIsNamedByItsNumberInAllThatTheTapWrote() {
        String begun = schema("a") + row("a", 1) + state(1);
        assertRefused(
                begun + "no json\n" + state(2),
                ErrorCode.SOURCE_UNREADABLE,
                "Line 4 of the Singer messages is no complete JSON object in UTF-8.");
        assertRefused(
                begun + row("b", 1),
                ErrorCode.SOURCE_UNREADABLE,
                "Line 4 of the Singer messages is a RECORD of \"b\", for which no SCHEMA came before.");
        assertRefused(
                begun + row("a", 1).replace("\"id\"", "\"no\""),
                ErrorCode.SOURCE_UNREADABLE,
                "Line 4 of the Singer messages is a RECORD of \"a\" without its key \"id\".");
        assertRefused(
                begun + schema("a").replace("[\"id\"]", "[]"),
                ErrorCode.SOURCE_UNREADABLE,
                "Line 4 of the Singer messages is a SCHEMA of \"a\" that has another key than the SCHEMA before it.");
        assertRefused(
                begun
                        + "{\"type\":\"BATCH\",\"stream\":\"a\",\"encoding\":{\"format\":\"jsonl\"},\"manifest\":[\"file:///x\"]}",
                ErrorCode.SOURCE_UNREADABLE,
                "Line 4 of the Singer messages is a BATCH of \"a\", which names files of the tap's:");
    }

    @Test
    void aTapThatBreaksOffInTheMiddleOfALineLeavesThePartsBefore() throws IOException {
        MessageParts parts = parts(schema("a") + row("a", 1) + state(1) + row("a", 2) + "{\"type\":\"REC", SMALL);
        assertThat(parts.next()).map(MessagePart::state).hasValue("{\"at\":1}");
        assertThatThrownBy(parts::next)
                .hasMessage("The tap broke off in the middle of line 5. See what it wrote to stderr,"
                        + " and run both again from the last state.");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).extracting(file -> file.getFileName().toString()).containsExactly("part-1.singer.gz");
        }
    }

    @Test
    void nothingIsAPartOfNothing() throws IOException {
        assertThat(parts("", SMALL).next()).isEmpty();
        assertThat(parts("\n \n", SMALL).next()).isEmpty();
    }
}

package dev.millrace.connector.singer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class MessageParserTest {

    private static SingerMessage parse(String line) {
        byte[] bytes = ("  " + line.replace('\'', '"') + "\r").getBytes(StandardCharsets.UTF_8);
        return new MessageParser().parse(bytes, 2, bytes.length, 7);
    }

    @Test
    void aRecordIsAPlaceInTheLineWhateverTheOrderOfItsProperties() {
        SingerMessage message = parse(
                "{'record' : {'id': 1, 'b': [ {} ]} , 'time_extracted': '2026-01-01', 'stream':'a','version': 3, 'type':'RECORD'}");
        assertThat(message)
                .asInstanceOf(InstanceOfAssertFactories.type(SingerMessage.Row.class))
                .satisfies(row -> {
                    assertThat(row.stream()).isEqualTo("a");
                    assertThat(row.version()).isEqualTo(3L);
                    assertThat(new String(row.buffer(), row.from(), row.to() - row.from(), StandardCharsets.UTF_8))
                            .isEqualTo("{\"id\": 1, \"b\": [ {} ]}");
                });
    }

    @Test
    void theOtherKindsAreRead() {
        assertThat(parse("{'type': 'STATE', 'value': {'bookmarks': {'a': 1.50}}}"))
                .isEqualTo(new SingerMessage.State("{\"bookmarks\":{\"a\":1.50}}"));
        assertThat(parse("{'type': 'STATE', 'value': null}")).isEqualTo(new SingerMessage.State("null"));
        assertThat(parse("{'type': 'ACTIVATE_VERSION', 'stream': 'a', 'version': 1674486431563}"))
                .isEqualTo(new SingerMessage.ActivateVersion("a", 1_674_486_431_563L));
        assertThat(parse("{'type': 'BATCH', 'stream': 'a', 'encoding': {'format': 'jsonl', 'compression': 'gzip'},"
                        + " 'manifest': ['file://a.gz']}"))
                .isEqualTo(new SingerMessage.Batch("a", "jsonl", "gzip", List.of("file://a.gz")));
        assertThat(parse("{'type': 'SCHEMA', 'stream': 'a', 'schema': {'properties': {}}, 'key_properties': ['x', 'y'],"
                        + " 'bookmark_properties': ['z']}"))
                .asInstanceOf(InstanceOfAssertFactories.type(SingerMessage.Schema.class))
                .satisfies(schema -> {
                    assertThat(schema.keyProperties()).containsExactly("x", "y");
                    assertThat(schema.bookmarkProperties()).containsExactly("z");
                });
    }

    @Test
    void aLineThatIsNoMessageIsNamedByItsNumberAndNeverByItsContent() {
        assertProblem("{'type': 'RECORD', 'stream': 'a', 'record': {'id': 1", "is no complete JSON object in UTF-8");
        assertProblem("INFO starting the tap", "is no complete JSON object in UTF-8");
        assertProblem("[1]", "is no JSON object");
        assertProblem("{'type': 'STATE', 'value': 1} {'a': 2}", "holds more than one JSON object");
        assertProblem("{'stream': 'a'}", "has no \"type\"");
        assertProblem("{'type': 5}", "has no \"type\"");
        assertProblem(
                "{'type': 'LOG', 'stream': 'a'}",
                "has the type \"LOG\"; Singer has SCHEMA, RECORD, STATE, ACTIVATE_VERSION and BATCH");
        assertProblem("{'type': 'RECORD', 'record': {}}", "is a RECORD without \"stream\"");
        assertProblem("{'type': 'RECORD', 'stream': 'a'}", "is a RECORD without \"record\"");
        assertProblem("{'type': 'RECORD', 'stream': 'a', 'record': [1]}", "is a RECORD whose \"record\" is no object");
        assertProblem("{'type': 'SCHEMA', 'stream': 'a'}", "is a SCHEMA without \"schema\"");
        assertProblem("{'type': 'STATE'}", "is a STATE without \"value\"");
        assertProblem("{'type': 'ACTIVATE_VERSION', 'stream': 'a'}", "is an ACTIVATE_VERSION without \"version\"");
        assertProblem("{'type': 'RECORD', 'stream': 'a', 'version': 1.5}", "has a version that is no whole number");
        assertProblem(
                "{'type': 'RECORD', 'stream': 'a', 'version': 99999999999999999999}",
                "has a version that is no whole number");
        assertProblem(
                "{'type': 'SCHEMA', 'stream': 'a', 'schema': {}, 'key_properties': [1]}",
                "has \"key_properties\" that are no list of texts");
    }

    private static void assertProblem(String line, String problem) {
        assertThatThrownBy(() -> parse(line)).isInstanceOfSatisfying(MillraceException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_UNREADABLE);
            assertThat(e)
                    .hasMessage("Line 7 of the Singer messages " + problem
                            + ". Nothing after it was read; correct what wrote it, and run again.");
        });
    }

    @Test
    void bytesThatAreNoUtf8AreRefused() {
        byte[] line = "{\"type\": \"RECORD\", \"stream\": \"a\", \"record\": {\"a\": \"\u00e9\"}}"
                .getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> new MessageParser().parse(line, 0, line.length, 1))
                .hasMessageContaining("is no complete JSON object in UTF-8");
    }
}

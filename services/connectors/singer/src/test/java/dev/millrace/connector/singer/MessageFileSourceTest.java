package dev.millrace.connector.singer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.ReadRequest;
import dev.millrace.connector.spi.Source;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.connector.spi.Stream;
import dev.millrace.connector.spi.Uploads;
import dev.millrace.connector.testkit.CollectedStream;
import dev.millrace.connector.testkit.SourceContractTest;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MessageFileSourceTest extends SourceContractTest {

    private static final String UPLOAD = "0190a000-0000-7000-8000-000000000001";
    private static final String OTHER_UPLOAD = "0190a000-0000-7000-8000-000000000002";

    /** Two streams whose records take turns, so that each read has to leave out those of the other. */
    private static final String INTERLEAVED = """
            {'type': 'STATE', 'value': {'at': 0}}
            {'type': 'SCHEMA', 'stream': 'people', 'schema': {'properties': {'id': {'type': 'integer'}, 'name': {'type': 'string'}}}, 'key_properties': ['id'], 'bookmark_properties': ['id']}
            {'type': 'SCHEMA', 'stream': 'towns', 'schema': {'properties': {'town': {'type': 'string'}}}, 'key_properties': []}
            {'type': 'RECORD', 'stream': 'people', 'record': {'id': 1, 'name': 'Ada'}}
            {'type': 'RECORD', 'stream': 'towns', 'record': {'town': 'Kiel'}}
            {'type': 'STATE', 'value': {'at': 1}}
            {'type': 'RECORD', 'stream': 'people', 'record': {'id': 2, 'name': 'Ben'}}
            {'type': 'RECORD', 'stream': 'people', 'record': {'id': 3, 'name': 'Cy'}}
            {'type': 'STATE', 'value': {'at': 2}}
            {'type': 'RECORD', 'stream': 'towns', 'record': {'town': 'Bonn'}}
            {'type': 'STATE', 'value': {'at': 3}}
            """;

    @TempDir
    private Path folder;

    private String messages = INTERLEAVED;

    @Override
    protected Source source() {
        return new MessageFileSource();
    }

    @Override
    protected String configuration() {
        return configuration(UPLOAD);
    }

    private static String configuration(String upload) {
        return "{\"uploads\": [{\"id\": \"" + upload + "\", \"fileName\": \"tap.singer\"}]}";
    }

    @Override
    protected String refusedConfiguration() {
        return "{\"uploads\": []}";
    }

    @Override
    protected ErrorCode refusal() {
        return ErrorCode.INVALID_CONFIGURATION;
    }

    @Override
    protected Uploads uploads() {
        return upload -> {
            try {
                return Files.writeString(folder.resolve("messages"), messages.replace('\'', '"'));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    private Stream only() {
        try (SourceSession session = open(configuration())) {
            List<Stream> streams = session.discover().streams();
            assertThat(streams).hasSize(1);
            return streams.getFirst();
        }
    }

    private CollectedStream read(Stream stream) {
        try (SourceSession session = open(configuration())) {
            return read(session, stream, null, null);
        }
    }

    private CollectedStream readOnly(String written) {
        messages = written;
        return read(only());
    }

    private void assertRefused(String written, String message) {
        messages = written;
        try (SourceSession session = open(configuration())) {
            assertThatThrownBy(session::check).isInstanceOfSatisfying(MillraceException.class, e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_UNREADABLE);
                assertThat(e).hasMessageContaining(message);
            });
        }
    }

    private static String schema(String properties) {
        return "{'type': 'SCHEMA', 'stream': 'a', 'schema': {'properties': {" + properties
                + "}}, 'key_properties': []}\n";
    }

    private static String row(String values) {
        return "{'type': 'RECORD', 'stream': 'a', 'record': {" + values + "}}\n";
    }

    @Test
    void streamsHaveTheirKeysBookmarksAndCounts() {
        try (SourceSession session = open(configuration())) {
            assertThat(session.discover().streams())
                    .containsExactly(
                            new Stream(
                                    "people",
                                    List.of(new Field("id", "integer", false), new Field("name", "text", true)),
                                    List.of("id"),
                                    "id",
                                    true,
                                    3L),
                            new Stream("towns", List.of(new Field("town", "text", true)), List.of(), null, true, 2L));
        }
    }

    @Test
    void aCheckpointHoldsTheLastStateWhoseRecordsAreAllWritten() {
        StringBuilder written = new StringBuilder(schema("'id': {'type': 'integer'}"));
        for (int i = 1; i <= 10_001; i++) {
            written.append(row("'id': " + i));
            if (i % 1_000 == 999) {
                written.append("{'type': 'STATE', 'value': {'at': " + i + "}}\n");
            }
        }
        messages = written.append("{'type': 'STATE', 'value': {'at': 10001}}\n").toString();
        assertThat(read(only()).marks())
                .containsExactly(
                        new CollectedStream.Mark(state(5_000, 4_999), 5_000),
                        new CollectedStream.Mark(state(10_000, 9_999), 10_000),
                        new CollectedStream.Mark(state(10_001, 10_001), 10_001));
    }

    @Test
    void theLastStateHoldsForStreamsThatEndedBefore() {
        try (SourceSession session = open(configuration())) {
            for (Stream stream : session.discover().streams()) {
                CollectedStream collected = read(session, stream, null, null);
                int rows = collected.rows().size();
                assertThat(collected.marks()).containsExactly(new CollectedStream.Mark(state(rows, 3), rows));
            }
        }
    }

    private static String state(long records, int at) {
        return "{\"input\":\"" + UPLOAD + "\",\"records\":" + records + ",\"value\":{\"at\":" + at + "}}";
    }

    @Test
    void anotherUploadIsReadFromItsBeginning() {
        try (SourceSession session = open(configuration(OTHER_UPLOAD))) {
            Stream towns = session.discover().streams().getLast();
            CollectedStream collected = read(session, towns, null, state(2, 3));
            assertThat(collected.values("town")).containsExactly("Kiel", "Bonn");
        }
    }

    @Test
    void everyTypeOfValueFindsItsColumn() {
        CollectedStream collected = readOnly(schema("'i': {'type': 'integer'}, 'n': {'type': 'number'},"
                        + " 'b': {'type': 'boolean'}, 's': {'type': 'string'}, 'd': {'type': 'string', 'format': 'date'},"
                        + " 't': {'type': 'string', 'format': 'time'}, 'z': {'type': 'string', 'format': 'date-time'},"
                        + " 'x': {'type': 'string', 'format': 'singer.decimal'}, 'o': {'type': 'object'}")
                + row("'i': -5, 'n': 0.10, 'b': true, 's': 'J\\u00fcrgen', 'd': '2026-02-28', 't': '04:05:06',"
                        + " 'z': '2026-02-28 01:00:00+01:00', 'x': '12345678901234567890.5', 'o': {'a': [1, 2]}")
                + row("'i': 1e3, 'n': 9223372036854775808, 'b': false, 's': '', 'd': '2026-02-28T00:00:00Z',"
                        + " 't': '23:59:59.5Z', 'z': '2026-02-28T00:00:00', 'x': '-0.00', 'o': []")
                + row("'i': null, 's': 5"));
        assertThat(collected.valuesSetAside()).isZero();
        assertThat(collected.values("i")).containsExactly(-5L, 1000L, null);
        assertThat(collected.values("n"))
                .containsExactly(new BigDecimal("0.10"), new BigDecimal("9223372036854775808"), null);
        assertThat(collected.values("b")).containsExactly(true, false, null);
        assertThat(collected.values("s")).containsExactly("Jürgen", "", "5");
        assertThat(collected.values("d").subList(0, 2))
                .allSatisfy(day -> assertThat(day).hasToString("2026-02-28"));
        assertThat(collected.values("t").subList(0, 2).stream().map(String::valueOf))
                .containsExactly("04:05:06", "23:59:59.500");
        assertThat(collected.values("z").subList(0, 2))
                .allSatisfy(time -> assertThat(time).hasToString("2026-02-28T00:00:00Z"));
        assertThat(collected.values("x").getFirst()).isEqualTo(new BigDecimal("12345678901234567890.5"));
        assertThat(collected.values("o")).containsExactly("{\"a\": [1, 2]}", "[]", null);
    }

    @Test
    void aValueThatIsNotOfItsTypeCostsTheValueAndNotTheRow() {
        CollectedStream collected = readOnly(schema(
                        "'i': {'type': 'integer'}, 'n': {'type': 'number'},"
                                + " 'd': {'type': 'string', 'format': 'date'}, 'o': {'type': 'object'}, 's': {'type': 'string'}")
                + row("'i': '5', 'n': NaN, 'd': '2026-02-30', 'o': {'a': Infinity}, 's': '\\ud800'")
                + row("'i': 1.5, 'n': 1e99999999999, 'd': '2026-02-28T10:00:00Z', 's': 'a\\u0000b'")
                + row("'i': true, 'n': 'many', 'd': 20260228, 's': 'kept'"));
        assertThat(collected.rows()).hasSize(3);
        assertThat(collected.valuesSetAside()).isEqualTo(12);
        assertThat(collected.values("s")).containsExactly(null, null, "kept");
        assertThat(collected.values("n")).containsOnlyNulls();
    }

    @Test
    void aSchemaThatChangesOnTheWayMakesOneTableThatHoldsAll() {
        messages = schema("'id': {'type': 'integer'}, 'old': {'type': 'string'}")
                + row("'id': 1, 'old': 'x'")
                + schema("'id': {'type': 'number'}, 'new': {'type': 'boolean'}")
                + row("'id': 2.5, 'new': true");
        assertThat(only().fields())
                .containsExactly(
                        new Field("id", "decimal", true),
                        new Field("old", "text", true),
                        new Field("new", "boolean", true));
        CollectedStream collected = read(only());
        assertThat(collected.rows())
                .extracting(row -> row.get("id") + " " + row.get("old") + " " + row.get("new"))
                .containsExactly("1 x null", "2.5 null true");
    }

    @Test
    void recordsOfAVersionThatWasReplacedAreCountedAndLeftOut() {
        String versioned = "{'type': 'RECORD', 'stream': 'a', 'version': %d, 'record': {'id': %d}}\n";
        CollectedStream collected = readOnly(schema("'id': {'type': 'integer'}")
                + versioned.formatted(1, 1)
                + versioned.formatted(1, 2)
                + "{'type': 'ACTIVATE_VERSION', 'stream': 'a', 'version': 1}\n"
                + versioned.formatted(2, 3)
                + row("'id': 4")
                + versioned.formatted(1, 5)
                + "{'type': 'ACTIVATE_VERSION', 'stream': 'a', 'version': 2}\n"
                + versioned.formatted(3, 6));
        assertThat(collected.values("id")).containsExactly(3L, 4L, 6L);
        assertThat(collected.setAside())
                .isEqualTo(Map.of("a later version of their table took their place (ACTIVATE_VERSION).", 3L));
        assertThat(collected.marks().getLast().state()).contains("\"version\":2");
    }

    @Test
    void rowsOfAnotherVersionAreNotPutBesideThoseThatTheyReplace() {
        messages = schema("'id': {'type': 'integer'}") + "{'type': 'ACTIVATE_VERSION', 'stream': 'a', 'version': 2}\n";
        Stream stream = only();
        try (SourceSession session = open(configuration())) {
            assertThatThrownBy(() -> read(session, stream, null, "{\"version\": 1}"))
                    .hasMessage("The tap began \"a\" anew: its rows replace those that were loaded before. "
                            + "Choose to replace all rows of it, and run again.");
        }
    }

    @Test
    void aDeletedRowKeepsItsMarkAndOtherPropertiesThatNobodyDeclaredAreLeftOut() {
        CollectedStream collected = readOnly(schema("'id': {'type': 'integer'}")
                + row("'id': 1, '_sdc_deleted_at': null, 'more': 5")
                + row("'id': 2, '_sdc_deleted_at': '2019-12-18T13:19:44+00:00+00:00'"));
        assertThat(collected.values("_sdc_deleted_at")).containsExactly(null, "2019-12-18T13:19:44+00:00+00:00");
        assertThat(collected.rows().getFirst()).containsOnlyKeys("id", "_sdc_deleted_at", "_millrace_issues");
    }

    @Test
    void whatBreaksTheOrderOfMessagesIsRefusedBeforeARowIsRead() {
        String schema = INTERLEAVED.lines().skip(1).findFirst().orElseThrow() + "\n";
        assertRefused(
                row("'id': 1") + schema("'id': {'type': 'integer'}"),
                "Line 1 of the Singer messages is a RECORD of \"a\", for which no SCHEMA came before.");
        assertRefused(
                schema + "{'type': 'RECORD', 'stream': 'people', 'record': {'name': 'Ada'}}",
                "Line 2 of the Singer messages is a RECORD of \"people\" without its key \"id\".");
        assertRefused(
                "{'type': 'SCHEMA', 'stream': 'a', 'schema': {'type': 'object'}, 'key_properties': []}",
                "is a SCHEMA of \"a\" that declares no properties.");
        assertRefused(
                schema.replace("['id']", "['no']"),
                "is a SCHEMA of \"people\" that has the key \"no\", which is not among its properties.");
        assertRefused(
                schema + schema.replace("['id']", "['name']"),
                "Line 2 of the Singer messages is a SCHEMA of \"people\" that has another key than the SCHEMA before it.");
        assertRefused(
                "{'type': 'BATCH', 'stream': 'a', 'encoding': {'format': 'jsonl'}, 'manifest': ['file:///x']}",
                "Line 1 of the Singer messages is a BATCH of \"a\", which names files that were not uploaded:");
    }

    @Test
    void aFileWithoutStreamsSaysSo() {
        messages = "{'type': 'STATE', 'value': {}}";
        try (SourceSession session = open(configuration())) {
            assertThatThrownBy(session::check)
                    .hasMessage("The file has no SCHEMA message, so there is nothing to load.");
        }
    }

    @Test
    void longStreamsHaveCheckpointsAlsoWhereTheTapWritesNoState() {
        StringBuilder written = new StringBuilder(schema("'id': {'type': 'integer'}"));
        for (int i = 1; i <= 12_000; i++) {
            written.append(row("'id': " + i));
        }
        messages = written.toString();
        Stream stream = only();
        CollectedStream collected = read(stream);
        assertThat(collected.marks()).extracting(CollectedStream.Mark::rows).containsExactly(5_000, 10_000, 12_000);
        try (SourceSession session = open(configuration())) {
            CollectedStream rest = new CollectedStream(stream.fields());
            session.read(
                    ReadRequest.of(
                            "a",
                            stream.fields(),
                            List.of(),
                            null,
                            collected.marks().get(1).state()),
                    rest.output());
            rest.output().flush();
            assertThat(rest.values("id")).hasSize(2_000).startsWith(10_001L);
        }
    }
}

package dev.millrace.connector.singer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.connector.spi.EgressGuard;
import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.ReadRequest;
import dev.millrace.connector.spi.ReadStoppedException;
import dev.millrace.connector.spi.Source;
import dev.millrace.connector.spi.SourceContext;
import dev.millrace.connector.spi.SourceLog;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.connector.spi.Stream;
import dev.millrace.connector.spi.StreamWidenedException;
import dev.millrace.connector.testkit.CollectedStream;
import dev.millrace.connector.testkit.SourceContractTest;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small taps of our own, in the shell, so that nothing has to be installed. */
class TapSourceTest extends SourceContractTest {

    private static final String CATALOG = """
            {"streams": [
              {"tap_stream_id": "shop-orders", "stream": "orders", "key_properties": ["id"], "replication_key": "id",
               "schema": {"properties": {"id": {"type": "integer"}, "note": {"type": ["null", "string"]}}},
               "metadata": [{"breadcrumb": [], "metadata": {"inclusion": "available"}},
                            {"breadcrumb": ["properties", "note"], "metadata": {"inclusion": "available"}}]},
              {"tap_stream_id": "towns", "schema": {"properties": {"name": {"type": "string"}}}}]}
            """;

    /** Lists its streams, or writes the one that is selected, from behind the state. */
    private static final String WELL_BEHAVED = """
            case "$3" in --discover) cat <<'END'
            %sEND
            exit;; esac
            echo "INFO reading with $(cat "$2")" >&2
            selected=$(grep -o '"tap_stream_id":"[^"]*","[^{]*' "$4" | head -1)
            from=1
            [ "$5" = --state ] && from=$(($(tr -dc 0-9 < "$6") + 1))
            schema='{"type": "SCHEMA", "stream": "orders", "key_properties": ["id"], "schema": {"properties": {"id": {"type": "integer"}, "note": {"type": ["null", "string"]}}}}'
            if grep -q '"replication-method":"INCREMENTAL"\\|"tap_stream_id":"shop-orders".*"selected":true.*"tap_stream_id":"towns"' "$4"
            then
              echo "$schema"
              for id in 1 2 3; do
                [ $id -lt $from ] && continue
                echo '{"type": "RECORD", "stream": "orders", "record": {"id": '$id', "note": "n'$id'"}}'
                echo '{"type": "STATE", "value": {"at": '$id'}}'
              done
            else
              echo '{"type": "SCHEMA", "stream": "towns", "key_properties": [], "schema": {"properties": {"name": {"type": "string"}}}}'
              echo '{"type": "RECORD", "stream": "towns", "record": {"name": "Kiel"}}'
              echo "$schema"
              echo '{"type": "RECORD", "stream": "orders", "record": {"id": 9}}'
              echo '{"type": "STATE", "value": {"towns": true}}'
            fi
            """.formatted(CATALOG);

    private static final ReadRequest TOWNS =
            ReadRequest.of("towns", List.of(new Field("name", "text", true)), List.of(), null, null);

    @TempDir
    private Path folder;

    @TempDir
    private Path work;

    private final List<String> logged = new CopyOnWriteArrayList<>();
    private String script = WELL_BEHAVED;

    @Override
    protected Source source() {
        return source(script);
    }

    private Source source(String text) {
        try {
            Path tap = folder.resolve("tap-test");
            Files.writeString(tap, "#!/bin/sh\n" + text);
            Files.setPosixFilePermissions(tap, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.writeString(folder.resolve("README"), "no tap");
            return new TapSource(Programs.in(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected String configuration() {
        return "{\"tap\": \"tap-test\", \"settings\": \"{\\\"token\\\": \\\"s3cret-token\\\"}\"}";
    }

    @Override
    protected String refusedConfiguration() {
        return "{\"tap\": \"tap-test\", \"settings\": \"token: s3cret-token\"}";
    }

    @Override
    protected ErrorCode refusal() {
        return ErrorCode.INVALID_CONFIGURATION;
    }

    private SourceSession session(String text) {
        SourceLog log = new SourceLog() {
            @Override
            public void info(String message) {
                logged.add("INFO " + message);
            }

            @Override
            public void warn(String message) {
                logged.add("WARN " + message);
            }
        };
        return source(text)
                .open(new SourceContext(
                        configuration(), new EgressGuard(List.of()), uploads(), work, InstantSource.fixed(NOW), log));
    }

    /** A tap that lists the streams and then does what the text says. */
    private static String listing(String text) {
        return "case \"$3\" in --discover) cat <<'END'\n" + CATALOG + "END\nexit;; esac\n" + text;
    }

    /** A tap that writes these messages of towns behind their SCHEMA. */
    private static String towns(String messages) {
        return listing("cat <<'END'\n"
                + "{'type': 'SCHEMA', 'stream': 'towns', 'key_properties': [], 'schema': {'properties': {'name': {'type': 'string'}}}}\n"
                        .replace('\'', '"')
                + messages.replace('\'', '"') + "END\n");
    }

    private CollectedStream read(SourceSession session, ReadRequest request) {
        CollectedStream collected = new CollectedStream(request.columns());
        session.read(request, collected.output());
        collected.output().flush();
        return collected;
    }

    private void assertFails(String text, ErrorCode code, String message) {
        try (SourceSession session = session(text)) {
            assertThatThrownBy(() -> read(session, TOWNS)).isInstanceOfSatisfying(MillraceException.class, e -> {
                assertThat(e).hasMessageContaining(message);
                assertThat(e.code()).isEqualTo(code);
            });
        }
    }

    @Test
    void listsStreamsWithTheirKeysAndCursors() {
        try (SourceSession session = session(WELL_BEHAVED)) {
            assertThat(session.discover().streams())
                    .containsExactly(
                            new Stream(
                                    "shop-orders",
                                    List.of(new Field("id", "integer", false), new Field("note", "text", true)),
                                    List.of("id"),
                                    "id",
                                    true,
                                    null),
                            new Stream("towns", TOWNS.columns(), List.of(), null, true, null));
        }
    }

    @Test
    void anIncrementalReadGoesOnFromTheStateOfItsStreamAndAFullOneDoesNot() {
        try (SourceSession session = session(WELL_BEHAVED)) {
            Stream orders = session.discover().streams().getFirst();
            CollectedStream first = read(session, orders, "id", null);
            assertThat(first.values("id")).containsExactly(1L, 2L, 3L);
            assertThat(first.marks().getLast()).isEqualTo(new CollectedStream.Mark("{\"value\":{\"at\":3}}", 3));
            assertThat(read(session, orders, "id", "{\"value\":{\"at\":2}}").values("note"))
                    .containsExactly("n3");
            assertThat(read(session, orders, null, "{\"value\":{\"at\":2}}").values("id"))
                    .hasSize(3);
        }
    }

    @Test
    void aStateIsACheckpointBehindTheRecordsThatItCoversAndNotBehindEachOne() {
        try (SourceSession session = session(WELL_BEHAVED.replace("in 1 2 3;", "in $(seq 1 1700);"))) {
            CollectedStream collected =
                    read(session, session.discover().streams().getFirst(), "id", null);
            assertThat(collected.marks())
                    .hasSizeBetween(4, 100)
                    .allSatisfy(mark -> assertThat(mark.state()).isEqualTo("{\"value\":{\"at\":" + mark.rows() + "}}"));
            assertThat(collected.marks().getLast().rows()).isEqualTo(1_700);
        }
    }

    @Test
    void onlyTheRequestedStreamIsSelectedAndWhatElseComesIsLeftAlone() {
        try (SourceSession session = session(WELL_BEHAVED)) {
            CollectedStream towns = read(session, TOWNS);
            assertThat(towns.values("name")).containsExactly("Kiel");
            assertThat(towns.marks())
                    .containsExactly(new CollectedStream.Mark("{\"value\":{\"towns\":true},\"whole\":true}", 1));
        }
    }

    @Test
    void whatNoSchemaDeclaresIsNamedInTheLogAndWhatNobodyAskedForIsNot() {
        String written = WELL_BEHAVED.replace("\"note\": \"n'$id'\"", "\"note\": 1, \"odd\": 2");
        try (SourceSession session = session(written)) {
            ReadRequest request = ReadRequest.of(
                    "shop-orders", List.of(new Field("id", "integer", false)), List.of("id"), "id", null);
            assertThat(read(session, request).values("id")).containsExactly(1L, 2L, 3L);
        }
        assertThat(logged.getLast())
                .isEqualTo("WARN \"shop-orders\": 3 records have the property \"odd\", which no SCHEMA declares."
                        + " It was left out.");
        assertThat(logged).noneMatch(line -> line.contains("note"));
    }

    @Test
    void stderrIsTheLogOfTheRunWithoutTheTextsOfTheSettings() {
        try (SourceSession session = session(towns("") + "echo 'with s3cret-token' >&2\necho 'WARNING slow' >&2\n")) {
            read(session, TOWNS);
        }
        assertThat(logged).containsExactly("INFO with ***", "WARN WARNING slow");
    }

    @Test
    void aTapSeesNothingOfTheWorkersEnvironment() {
        try (SourceSession session = session(towns("") + "env | cut -d= -f1 | sort >&2\n")) {
            read(session, TOWNS);
        }
        assertThat(logged)
                .contains("INFO HOME", "INFO PATH")
                .doesNotContain("INFO JAVA_HOME", "INFO USER", "INFO LOGNAME");
    }

    @Test
    void anExitCodeThatIsNotZeroFailsTheRunAndTheLastCheckpointStays() {
        assertFails(
                towns("{'type': 'RECORD', 'stream': 'towns', 'record': {'name': 'Kiel'}}\n")
                        + "echo 'CRITICAL no s3cret-token' >&2\nexit 3\n",
                ErrorCode.SOURCE_INTERRUPTED,
                "The tap \"tap-test\" ended with exit code 3. Its last words: CRITICAL no ***");
        assertThat(logged).containsExactly("WARN CRITICAL no ***");
    }

    @Test
    void halfALineOfATapThatDiedIsNotBlamedOnItsForm() {
        assertFails(
                towns("") + "printf '{\"type\": \"RECORD\", \"stream\"'\nexit 137\n",
                ErrorCode.SOURCE_INTERRUPTED,
                "ended with exit code 137.");
        assertFails(
                towns("") + "printf '{\"type\": \"RECORD\", \"stream\"'\n",
                ErrorCode.SOURCE_UNREADABLE,
                "Line 2 of the Singer messages is no complete JSON object in UTF-8.");
    }

    @Test
    void messagesOutOfOrderAreRefused() {
        assertFails(
                listing("echo '{\"type\": \"RECORD\", \"stream\": \"towns\", \"record\": {}}'\n"),
                ErrorCode.SOURCE_UNREADABLE,
                "Line 1 of the Singer messages is a RECORD of \"towns\", for which no SCHEMA came before.");
        assertFails(
                towns("{'type': 'RECORD', 'stream': 'towns', 'record': {'name': 'Kiel'}, 'version': 1}\n"
                        + "{'type': 'RECORD', 'stream': 'towns', 'record': {'name': 'Kiel'}, 'version': 2}\n"),
                ErrorCode.SOURCE_UNREADABLE,
                "The tap began \"towns\" anew");
    }

    @Test
    void aTapThatCanNotListItsStreamsSaysWhy() {
        try (SourceSession session = session("echo 'ERROR token expired' >&2\nexit 1\n")) {
            assertThatThrownBy(session::check)
                    .hasMessage("The tap \"tap-test\" ended with exit code 1. Its last words: ERROR token expired"
                            + " See the run's log, and correct its settings if it says so.");
        }
        try (SourceSession session = session("echo 'Hello'\n")) {
            assertThatThrownBy(session::check).hasMessageContaining("is no catalog");
        }
    }

    @Test
    void aSchemaThatIsWiderThanTheCatalogIsLoadedAgainWithItsFields() {
        String wider = listing("cat <<'END'\n"
                + "{'type': 'SCHEMA', 'stream': 'towns', 'schema': {'properties': {'name': {'type': 'string'}, 'size': {'type': 'integer'}}}}\n{'type': 'RECORD', 'stream': 'towns', 'record': {'name': 'Kiel', 'size': 7}}\nEND\n"
                        .replace('\'', '"'));
        try (SourceSession session = session(wider)) {
            Stream[] widened = new Stream[1];
            assertThatThrownBy(() -> read(session, TOWNS))
                    .isInstanceOfSatisfying(StreamWidenedException.class, e -> widened[0] = e.stream());
            assertThat(widened[0].fields())
                    .containsExactly(new Field("name", "text", true), new Field("size", "integer", true));
            assertThat(read(session, widened[0], null, null).values("size")).containsExactly(7L);
        }
    }

    @Test
    void aTapThatPassesOverTheCatalogIsGivenItAsItsProperties() {
        String old = listing("""
                [ "$3" = --properties ] || exit 0
                echo "$3" >> "%s/started"
                echo '{"type": "SCHEMA", "stream": "towns", "schema": {"properties": {"name": {"type": "string"}}}}'
                echo '{"type": "RECORD", "stream": "towns", "record": {"name": "Kiel"}}'
                """.formatted(work));
        try (SourceSession session = session(old)) {
            assertThat(read(session, TOWNS).values("name")).containsExactly("Kiel");
            assertThat(read(session, TOWNS).values("name")).containsExactly("Kiel");
        }
        assertThat(work.resolve("started")).hasContent("--properties\n--properties\n");
        assertThat(logged).noneMatch(line -> line.startsWith("WARN"));
    }

    @Test
    void aTapThatWritesNothingOfAStreamIsTalkedAbout() {
        String silent = listing("[ \"$3\" = --catalog ] || { echo 'no such option' >&2; exit 2; }\n");
        try (SourceSession session = session(silent)) {
            assertThat(read(session, TOWNS).rows()).isEmpty();
        }
        assertThat(logged)
                .contains(
                        "WARN The tap wrote neither a SCHEMA nor a RECORD of \"towns\". If it should have rows, see in its"
                                + " documentation how streams are selected.");
    }

    @Test
    void aBatchIsReadFromTheTapsOwnFolderAndFromNoOther() {
        String batch = "{'type': 'BATCH', 'stream': 'towns', 'encoding': {'format': 'jsonl', 'compression': 'gzip'},"
                + " 'manifest': ['file://%s/one.gz', 'file://%s/two.gz']}\n{'type': 'STATE', 'value': 1}\n";
        String files = listing("printf '{\"name\": \"Kiel\"}\\n{\"name\": \"Bonn\"}\\n' | gzip > one.gz\n"
                + "printf '{\"name\": \"Ulm\"}' | gzip > two.gz\n"
                + "cat <<END\n"
                + ("{'type': 'SCHEMA', 'stream': 'towns', 'schema': {'properties': {'name': {'type': 'string'}}}}\n"
                                + batch.formatted("$PWD", "$PWD"))
                        .replace('\'', '"')
                + "END\n");
        try (SourceSession session = session(files)) {
            assertThat(read(session, TOWNS).values("name")).containsExactly("Kiel", "Bonn", "Ulm");
        }
        assertFails(
                towns(batch.formatted("/etc", "/etc").replace("one.gz", "passwd")),
                ErrorCode.SOURCE_UNREADABLE,
                "is a BATCH of \"towns\" with a file that is not in the tap's own folder");
        assertFails(
                towns(batch.replace("jsonl", "parquet").replace("%s", "")),
                ErrorCode.SOURCE_UNREADABLE,
                "whose format is not \"jsonl\"");
    }

    @Test
    void cancellingKillsTheTapAndAllThatItStarted() throws Exception {
        Path children = work.resolve("children");
        String endless = towns("") + "sh -c 'sleep 1000 & echo $! >> " + children + "; wait' &\n" + "echo $! >> "
                + children + "\nwhile :; do echo '{\"type\": \"STATE\", \"value\": 1}'; sleep 0.05; done\n";
        try (SourceSession session = session(endless)) {
            CountDownLatch ended = new CountDownLatch(1);
            @Nullable Throwable[] failure = new Throwable[1];
            Thread reader = Thread.ofPlatform().start(() -> {
                try {
                    read(session, TOWNS);
                } catch (RuntimeException e) {
                    failure[0] = e;
                }
                ended.countDown();
            });
            while (!Files.exists(children) || Files.readAllLines(children).size() < 2) {
                assertThat(reader.isAlive()).isTrue();
                Thread.onSpinWait();
            }
            session.cancel();
            assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(failure[0]).isInstanceOf(ReadStoppedException.class);
        }
        for (String child : Files.readAllLines(children)) {
            assertThat(ProcessHandle.of(Long.parseLong(child)).filter(ProcessHandle::isAlive))
                    .satisfiesAnyOf(
                            handle -> assertThat(handle).isEmpty(),
                            handle -> assertThat(handle.orElseThrow().onExit().get(30, TimeUnit.SECONDS))
                                    .isNotNull());
        }
    }

    @Test
    void anotherProgramCanNotBeNamed() {
        for (String tap : List.of("../tap-test", "README", "/bin/sh", "")) {
            Source source = source(WELL_BEHAVED);
            assertThatThrownBy(() -> source.open(new SourceContext(
                            "{\"tap\": \"" + tap + "\"}",
                            new EgressGuard(List.of()),
                            uploads(),
                            work,
                            InstantSource.fixed(NOW),
                            new SourceLog() {
                                @Override
                                public void info(String message) {}

                                @Override
                                public void warn(String message) {}
                            })))
                    .hasMessage("There is no tap \"" + tap + "\" on the workers. Choose one of: tap-test.");
        }
    }
}

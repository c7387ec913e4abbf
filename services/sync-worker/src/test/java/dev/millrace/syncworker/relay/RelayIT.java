package dev.millrace.syncworker.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.connector.singer.TapSource;
import dev.millrace.connector.spi.EgressGuard;
import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.ReadRequest;
import dev.millrace.connector.spi.ReadStoppedException;
import dev.millrace.connector.spi.Source;
import dev.millrace.connector.spi.SourceContext;
import dev.millrace.connector.spi.SourceLog;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.connector.spi.Stream;
import dev.millrace.connector.testkit.CollectedStream;
import dev.millrace.connector.testkit.SourceContractTest;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Taps through a relay: real processes, and the worker's socket. */
class RelayIT extends SourceContractTest {

    private static final String CATALOG = """
            {"streams": [
              {"tap_stream_id": "orders", "key_properties": ["id"], "replication_key": "id",
               "schema": {"properties": {"id": {"type": "integer"}, "note": {"type": ["null", "string"]}}}},
              {"tap_stream_id": "towns", "schema": {"properties": {"name": {"type": "string"}}}}]}
            """;

    private static final String SCHEMA_OF_TOWNS =
            "{\"type\": \"SCHEMA\", \"stream\": \"towns\", \"schema\": {\"properties\": {\"name\": {\"type\": \"string\"}}}}";

    private static final String TOWN =
            "{\"type\": \"RECORD\", \"stream\": \"towns\", \"record\": {\"name\": \"Kiel\"}}";

    /** Writes the stream that is selected, from behind the state. */
    private static final String WELL_BEHAVED = """
            echo "INFO reading with $(cat "$2")" >&2
            from=1
            [ "$5" = --state ] && from=$(($(tr -dc 0-9 < "$6") + 1))
            if grep -q '"selected":true.*"tap_stream_id":"towns"' "$4"
            then
              echo '{"type": "SCHEMA", "stream": "orders", "key_properties": ["id"], "schema": {"properties": {"id": {"type": "integer"}, "note": {"type": ["null", "string"]}}}}'
              for id in 1 2 3; do
                [ $id -lt $from ] && continue
                echo '{"type": "RECORD", "stream": "orders", "record": {"id": '$id', "note": "n'$id'"}}'
                echo '{"type": "STATE", "value": {"at": '$id'}}'
              done
            else
              echo '%s'
              echo '%s'
            fi
            """.formatted(SCHEMA_OF_TOWNS, TOWN);

    private static final ReadRequest TOWNS =
            ReadRequest.of("towns", List.of(new Field("name", "text", true)), List.of(), null, null);

    @TempDir
    private Path installed;

    @TempDir
    private Path work;

    private final List<String> logged = new CopyOnWriteArrayList<>();
    private RelayServer relays;
    private ProcessPods pods;

    @BeforeEach
    void listen() throws IOException {
        relays = RelayServer.open(InetAddress.getLoopbackAddress(), 0, workerSide());
        pods = new ProcessPods(installed, work, relays, told());
    }

    Handshake workerSide() throws IOException {
        return Handshake.NONE;
    }

    /** What relays know of the worker besides its address. */
    Map<String, String> told() throws IOException {
        return Map.of();
    }

    @AfterEach
    void stop() {
        pods.close();
        relays.close();
    }

    @Override
    protected Source source() {
        return source(WELL_BEHAVED);
    }

    /** A tap that lists its streams, and then does what the text says. */
    private Source source(String text) {
        try {
            Path tap = Files.writeString(
                    installed.resolve("tap-test"),
                    "#!/bin/sh\ncase \"$3\" in --discover) cat <<'END'\n" + CATALOG + "END\nexit;; esac\n" + text);
            Files.setPosixFilePermissions(tap, PosixFilePermissions.fromString("rwxr-xr-x"));
            return new TapSource(pods);
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

    private CollectedStream towns(SourceSession session) {
        CollectedStream collected = new CollectedStream(TOWNS.columns());
        session.read(TOWNS, collected.output());
        collected.output().flush();
        return collected;
    }

    private void assertFails(String text, ErrorCode code, String message) {
        try (SourceSession session = session(text)) {
            assertThatThrownBy(() -> towns(session))
                    .hasMessageContaining(message)
                    .isInstanceOfSatisfying(
                            MillraceException.class, e -> assertThat(e.code()).isEqualTo(code));
        }
    }

    /** Reads in another thread until the program has written the line "here" to its log. */
    private FutureTask<CollectedStream> readingUntilHere(SourceSession session) {
        FutureTask<CollectedStream> reading = new FutureTask<>(() -> towns(session));
        Thread.ofPlatform().daemon().start(reading);
        while (!logged.contains("INFO here")) {
            assertThat(reading.isDone()).isFalse();
            Thread.onSpinWait();
        }
        return reading;
    }

    private static void assertEnds(Process process) throws Exception {
        assertThat(process.onExit().get(30, TimeUnit.SECONDS).isAlive()).isFalse();
    }

    @Test
    void settingsCatalogAndStateArriveAndAllMessagesComeBack() {
        try (SourceSession session = session(WELL_BEHAVED)) {
            Stream orders = session.discover().streams().getFirst();
            CollectedStream first = read(session, orders, "id", null);
            assertThat(first.values("id")).containsExactly(1L, 2L, 3L);
            assertThat(first.marks().getLast().state()).isEqualTo("{\"value\":{\"at\":3}}");
            assertThat(read(session, orders, "id", "{\"value\":{\"at\":2}}").values("note"))
                    .containsExactly("n3");
            assertThat(towns(session).values("name")).containsExactly("Kiel");
        }
        assertThat(logged).first().isEqualTo("INFO INFO reading with {\"token\":\"***\"}");
    }

    @Test
    void whatTheProgramMustNotKeepIsReadableByItsGroupAlone() throws Exception {
        try (SourceSession session = session(WELL_BEHAVED)) {
            towns(session);
        }
        Path folder = pods.pods().getLast().folder();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("config.json"))))
                .isEqualTo("rw-r-----");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("stdout"))))
                .isEqualTo("rw-rw----");
    }

    @Test
    void twoHundredMegabytesComeThroughARelayOfLittleMemory() throws Exception {
        String filler = "x".repeat(1_000);
        String many = """
                echo '%s'
                yes '{"type": "STATE", "value": "%s"}' | head -c %d
                echo '%s'
                """.formatted(
                        SCHEMA_OF_TOWNS,
                        filler,
                        200_000L * ("{\"type\": \"STATE\", \"value\": \"" + filler + "\"}\n").length(),
                        TOWN);
        try (SourceSession session = session(many)) {
            assertThat(towns(session).values("name")).containsExactly("Kiel");
        }
        assertThat(pods.pods().getLast().relay().waitFor())
                .as("with 32 MB of heap for 200 MB of messages")
                .isZero();
    }

    @Test
    void anExitCodeThatIsNotZeroIsToldWithTheLastWords() {
        assertFails(
                "echo '" + SCHEMA_OF_TOWNS + "'; echo 'ERROR no s3cret-token' >&2; exit 3\n",
                ErrorCode.SOURCE_INTERRUPTED,
                "The tap \"tap-test\" ended with exit code 3. Its last words: ERROR no ***");
    }

    @Test
    void aProgramThatIsKilledIsToldAsOneThatEnded() {
        assertFails(
                "echo '" + SCHEMA_OF_TOWNS + "'; kill -KILL $$\n",
                ErrorCode.SOURCE_INTERRUPTED,
                "The tap \"tap-test\" ended with exit code 137.");
    }

    @Test
    void aContainerThatIsKilledHasNoExitCode() throws Exception {
        try (SourceSession session = session("echo '" + SCHEMA_OF_TOWNS + "'; echo here >&2; sleep 1000\n")) {
            FutureTask<CollectedStream> reading = readingUntilHere(session);
            pods.pods().getLast().program().destroyForcibly();
            assertThatThrownBy(() -> reading.get(30, TimeUnit.SECONDS))
                    .hasRootCauseMessage("The connection to the program broke off. It is run again.");
            assertEnds(pods.pods().getLast().relay());
        }
    }

    @Test
    void withoutItsRelayTheProgramEnds() throws Exception {
        try (SourceSession session = session("echo '" + SCHEMA_OF_TOWNS + "'; echo here >&2; sleep 1000\n")) {
            FutureTask<CollectedStream> reading = readingUntilHere(session);
            pods.pods().getLast().relay().destroyForcibly();
            assertThatThrownBy(() -> reading.get(30, TimeUnit.SECONDS))
                    .hasRootCauseMessage("The connection to the program broke off. It is run again.");
            assertEnds(pods.pods().getLast().program());
        }
    }

    @Test
    void cancellingEndsRelayProgramAndAllThatItStarted() throws Exception {
        Path children = work.resolve("children");
        String endless = "sh -c 'echo $$ > " + children + "; exec sleep 1000' &\n"
                + "while [ ! -s " + children + " ]; do :; done; echo '" + SCHEMA_OF_TOWNS
                + "'; echo here >&2; sleep 1000\n";
        try (SourceSession session = session(endless)) {
            FutureTask<CollectedStream> reading = readingUntilHere(session);
            session.cancel();
            assertThatThrownBy(() -> reading.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(ReadStoppedException.class);
        }
        assertEnds(pods.pods().getLast().relay());
        assertEnds(pods.pods().getLast().program());
        Optional<ProcessHandle> child =
                ProcessHandle.of(Long.parseLong(Files.readString(children).strip()));
        if (child.isPresent()) {
            assertThat(child.get().onExit().get(30, TimeUnit.SECONDS).isAlive()).isFalse();
        }
    }

    @Test
    void filesOfABatchCanNotBeFetchedAndItSaysSo() {
        assertFails(
                "echo '" + SCHEMA_OF_TOWNS + "'\n"
                        + "echo '{\"type\": \"BATCH\", \"stream\": \"towns\", \"encoding\": {\"format\": \"jsonl\"}, \"manifest\": [\"file:///tmp/x\"]}'\n",
                ErrorCode.SOURCE_UNREADABLE,
                "whose files stay where the tap runs: take batch_config out of its settings");
    }
}

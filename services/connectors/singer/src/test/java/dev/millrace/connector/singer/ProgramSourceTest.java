package dev.millrace.connector.singer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.connector.spi.EgressGuard;
import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.ReadRequest;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small programs of our own, in the shell, that speak the Airbyte protocol. */
class ProgramSourceTest extends SourceContractTest {

    private static final String CATALOG = "{\"type\": \"CATALOG\", \"catalog\": {\"streams\": ["
            + "{\"name\": \"orders\", \"namespace\": \"shop\", \"supported_sync_modes\": [\"full_refresh\", \"incremental\"],"
            + " \"default_cursor_field\": [\"id\"], \"source_defined_cursor\": true, \"source_defined_primary_key\": [[\"id\"]],"
            + " \"json_schema\": {\"properties\": {\"id\": {\"type\": \"integer\"}, \"note\": {\"type\": [\"null\", \"string\"]}}}},"
            + "{\"name\": \"towns\", \"supported_sync_modes\": [\"full_refresh\"],"
            + " \"json_schema\": {\"properties\": {\"name\": {\"type\": \"string\"}}}}]}}";

    private static final String ANSWERS = """
            case "$1" in
            spec) echo '{"type": "SPEC", "spec": {"connectionSpecification": {"required": ["token"], "properties": {}}}}'; exit;;
            check) echo '{"type": "CONNECTION_STATUS", "connectionStatus": {"status": "SUCCEEDED"}}'; exit;;
            discover) echo '{"type": "LOG", "log": {"level": "INFO", "message": "looking with s3cret-token"}}'; echo '%s'; exit;;
            esac
            """.formatted(CATALOG);

    /** Writes the stream that is configured, from behind the state. */
    private static final String WELL_BEHAVED = ANSWERS + """
            if grep -q '"name":"towns"' "$5"; then
              echo 'a line that is no message'
              echo '{"type": "RECORD", "record": {"stream": "towns", "data": {"name": "Kiel"}, "emitted_at": 1}}'
              exit
            fi
            from=1
            [ "$6" = --state ] && from=$(($(grep -o '"at":[0-9]*' "$7" | tr -dc 0-9) + 1))
            for id in 1 2 3; do
              [ $id -lt $from ] && continue
              echo '{"record": {"emitted_at": 1, "namespace": "shop", "data": {"id": '$id', "note": "n'$id'"}, "stream": "orders"}, "type": "RECORD"}'
              echo '{"type": "RECORD", "record": {"stream": "orders", "data": {"id": 9}}}'
              echo '{"type": "STATE", "state": {"type": "STREAM", "stream": {"stream_descriptor": {"name": "orders", "namespace": "shop"}, "stream_state": {"at": '$id'}}}}'
              echo '{"type": "STATE", "state": {"type": "STREAM", "stream": {"stream_descriptor": {"name": "towns"}, "stream_state": {"at": 99}}}}'
            done
            """;

    @TempDir
    private Path folder;

    @TempDir
    private Path work;

    private final List<String> logged = new CopyOnWriteArrayList<>();

    @Override
    protected Source source() {
        return source(WELL_BEHAVED);
    }

    private Source source(String script) {
        try {
            Path program = folder.resolve("source-test");
            Files.writeString(program, "#!/bin/sh\n" + script);
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
            return new ProgramSource(Programs.in(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected String configuration() {
        return "{\"program\": \"source-test\", \"settings\": \"{\\\"token\\\": \\\"s3cret-token\\\"}\"}";
    }

    @Override
    protected String refusedConfiguration() {
        return "{\"program\": \"source-test\", \"settings\": \"{}\"}";
    }

    @Override
    protected ErrorCode refusal() {
        return ErrorCode.INVALID_CONFIGURATION;
    }

    private SourceSession session(String script) {
        return source(script)
                .open(new SourceContext(
                        configuration(),
                        new EgressGuard(List.of()),
                        uploads(),
                        work,
                        InstantSource.fixed(NOW),
                        new SourceLog() {
                            @Override
                            public void info(String message) {
                                logged.add("INFO " + message);
                            }

                            @Override
                            public void warn(String message) {
                                logged.add("WARN " + message);
                            }
                        }));
    }

    private CollectedStream towns(String script) {
        try (SourceSession session = session(script)) {
            CollectedStream collected = new CollectedStream(List.of(new Field("name", "text", true)));
            session.read(
                    ReadRequest.of("towns", List.of(new Field("name", "text", true)), List.of(), null, null),
                    collected.output());
            collected.output().flush();
            return collected;
        }
    }

    @Test
    void streamsHaveTheirNamespaceKeyAndCursor() {
        try (SourceSession session = session(WELL_BEHAVED)) {
            List<Stream> streams = session.discover().streams();
            assertThat(streams).extracting(Stream::name).containsExactly("shop.orders", "towns");
            assertThat(streams.getFirst().primaryKey()).containsExactly("id");
            assertThat(streams.getFirst().cursorField()).isEqualTo("id");
            assertThat(streams.getLast().cursorField()).isNull();
        }
        assertThat(logged).containsExactly("INFO looking with ***");
    }

    @Test
    void aSecondReadGoesOnBehindTheStateOfItsStream() {
        try (SourceSession session = session(WELL_BEHAVED)) {
            Stream orders = session.discover().streams().getFirst();
            CollectedStream first = read(session, orders, "id", null);
            assertThat(first.values("id")).containsExactly(1L, 2L, 3L);
            String state = first.marks().getLast().state();
            assertThat(state).contains("{\"at\":3}").doesNotContain("99");
            assertThat(read(session, orders, "id", state.replace("{\"at\":3}", "{\"at\":2}"))
                            .values("id"))
                    .containsExactly(3L);
        }
    }

    @Test
    void whatIsNoMessageIsLogged() {
        assertThat(towns(WELL_BEHAVED).values("name")).containsExactly("Kiel");
        assertThat(logged).contains("INFO a line that is no message");
    }

    @Test
    void aTraceOfAnErrorSaysWhyAndWhoHasToAct() {
        String refused =
                ANSWERS + "echo '{\"type\": \"TRACE\", \"trace\": {\"type\": \"ERROR\", \"error\": {\"message\":"
                        + " \"The token s3cret-token is wrong.\", \"failure_type\": \"config_error\"}}}'; exit 1\n";

        assertThatThrownBy(() -> towns(refused))
                .hasMessage("The program failed: The token *** is wrong. Correct its settings.")
                .isInstanceOfSatisfying(
                        MillraceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_LOGIN_REFUSED));
        assertThatThrownBy(() -> towns(refused.replace("config_error", "transient_error")))
                .hasMessage("The program failed: The token *** is wrong. It is run again.");
    }

    @Test
    void anExitWithoutAWordAndARecordThatBreaksOffFailTheRead() {
        assertThatThrownBy(() -> towns(ANSWERS + "echo oops >&2; exit 3\n"))
                .hasMessageContaining("ended with exit code 3. Its last words: oops");
        assertThatThrownBy(() -> towns(ANSWERS + "printf '{\"type\": \"RECORD\", \"record\": {\"str'\n"))
                .hasMessageContaining("is no complete JSON object in UTF-8");
        assertThatThrownBy(
                        () -> towns(ANSWERS + "echo '{\"type\": \"RECORD\", \"record\": {\"stream\": \"towns\"}}'\n"))
                .hasMessageContaining("is a RECORD without \"stream\" or \"data\"");
    }

    @Test
    void aCheckThatFailsSaysWhatTheProgramSays() {
        String failing = ANSWERS.replace("\"SUCCEEDED\"", "\"FAILED\", \"message\": \"no such host\"");

        try (SourceSession session = session(failing)) {
            assertThatThrownBy(session::check)
                    .hasMessage("The program can't connect: no such host. Correct its settings.");
        }
    }

    @Test
    void settingsThatTheProgramNeedsAreNamed() {
        assertThatThrownBy(() -> {
                    try (SourceSession session = open(refusedConfiguration())) {
                        session.check();
                    }
                })
                .hasMessage("The settings lack token. Add it to the JSON object.");
    }
}

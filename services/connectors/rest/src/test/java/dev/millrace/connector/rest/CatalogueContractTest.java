package dev.millrace.connector.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.connector.spi.ConnectorSpec;
import dev.millrace.connector.spi.Source;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.connector.spi.Stream;
import dev.millrace.connector.testkit.CollectedStream;
import dev.millrace.connector.testkit.SourceContractTest;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Every manifest of the catalogue against a server that answers as its API is documented to, in answers that we wrote. */
@ParameterizedClass
@MethodSource("apis")
class CatalogueContractTest extends SourceContractTest {

    private final RecordedApi api;
    private final RecordedServer server;

    CatalogueContractTest(RecordedApi api) {
        this.api = api;
        this.server = new RecordedServer(api);
    }

    /** Those without recorded answers, which have a test of their own. */
    private static final Set<String> OTHERWISE = Set.of("github", "exchange-rates");

    /** All of them, or the one of {@code -Dmillrace.connector}. */
    static List<RecordedApi> apis() {
        String only = System.getProperty("millrace.connector");
        if (only != null) {
            if (OTHERWISE.contains(only)) {
                throw new IllegalArgumentException(
                        only + " has no recorded answers, but a test of its own, which make test runs.");
            }
            return List.of(RecordedApi.of(only));
        }
        return java.util.stream.Stream.concat(
                        Catalogue.names().stream()
                                .filter(name -> !OTHERWISE.contains(name))
                                .map(RecordedApi::of),
                        java.util.stream.Stream.of(RecordedApi.template()))
                .toList();
    }

    @AfterEach
    void stop() {
        server.close();
        assertThat(server.unknown()).as("requests that are not recorded").isEmpty();
    }

    @Override
    protected Source source() {
        return new RestSource(api.name(), api.manifest(server.address()));
    }

    @Override
    protected String configuration() {
        return api.configuration();
    }

    @Override
    protected String refusedConfiguration() {
        return api.refusedConfiguration();
    }

    @Override
    protected ErrorCode refusal() {
        return api.refusal();
    }

    private Stream paged() {
        try (SourceSession session = open(configuration())) {
            return session.discover().streams().stream()
                    .filter(stream -> stream.name().equals(api.paged()))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** In a session of its own: one that reads several streams asks for a parent of them once. */
    private CollectedStream readAlone(Stream stream, @Nullable String state) {
        try (SourceSession session = open(configuration())) {
            server.asked().clear();
            return read(session, stream, stream.cursorField(), state);
        }
    }

    private List<String> firstRequests(String stream) {
        return api.first(stream).stream().map(Exchange::toString).toList();
    }

    @Test
    void everyStreamAsksAndGivesWhatIsRecorded() {
        try (SourceSession session = open(configuration())) {
            List<Stream> streams = session.discover().streams();
            assertThat(streams).extracting(Stream::name).containsExactlyElementsOf(api.streams());
            for (Stream stream : streams) {
                CollectedStream collected = readAlone(stream, null);
                assertThat(server.asked())
                        .as("requests of %s", stream.name())
                        .containsExactlyInAnyOrderElementsOf(firstRequests(stream.name()));
                assertThat(RowsAsJson.of(stream, collected.rows()))
                        .as("rows of %s", stream.name())
                        .isEqualTo(RowsAsJson.normal(api.rows(stream.name())));
                assertThat(collected.valuesSetAside())
                        .as("values of %s", stream.name())
                        .isZero();
            }
        }
    }

    @Test
    void theNextReadAsksOnlyForWhatIsNew() {
        try (SourceSession session = open(configuration())) {
            for (Stream stream : session.discover().streams()) {
                if (stream.cursorField() != null) {
                    CollectedStream first = readAlone(stream, null);
                    readAlone(stream, first.marks().getLast().state());
                    assertThat(server.asked())
                            .as(
                                    "requests of %s after %s",
                                    stream.name(), first.marks().getLast().state())
                            .containsExactlyInAnyOrderElementsOf(api.next(stream.name()).stream()
                                    .map(Exchange::toString)
                                    .toList());
                }
            }
        }
    }

    @Test
    void aWrongKeyIsRefusedInPlainWords() {
        assertThatThrownBy(() -> {
                    try (SourceSession session = open(refusedConfiguration())) {
                        session.check();
                    }
                })
                .isInstanceOf(MillraceException.class)
                .hasMessage(api.refusalMessage().replace("{address}", server.address()));
    }

    @Test
    void theTileAndTheFormSayWhatAPersonNeeds() {
        ConnectorSpec spec = source().spec();

        assertThat(spec.category()).isIn("finance", "marketing", "sales", "support", "engineering", "product");
        assertThat(spec.keywords()).hasSizeBetween(4, 8);
        Exchange.parse(spec.configurationSchema()).path("properties").forEach(field -> {
            assertThat(field.path("description").asText()).endsWith(".");
            if (field.path("secret").asBoolean()) {
                // Where to find it takes some words.
                assertThat(field.path("description").asText()).hasSizeGreaterThan(20);
            }
        });
        try (SourceSession session = open(configuration())) {
            assertThat(session.discover().streams().stream().filter(Stream::recommended))
                    .hasSizeBetween(2, 5);
        }
    }

    @Test
    void thereAreThreePagesAtLeast() {
        assertThat(api.first(api.paged())).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void whoIsLimitedWaitsAndAsksAgain() {
        Stream stream = paged();
        try (SourceSession session = open(configuration())) {
            server.asked().clear();
            server.answerOnce(api.limited());

            CollectedStream collected = read(session, stream, stream.cursorField(), null);

            List<String> requests = firstRequests(stream.name());
            assertThat(server.asked().getFirst()).isEqualTo(requests.getFirst());
            assertThat(server.asked().subList(1, server.asked().size())).isEqualTo(requests);
            assertThat(RowsAsJson.of(stream, collected.rows())).isEqualTo(RowsAsJson.normal(api.rows(stream.name())));
        }
    }

    @Test
    void anAnswerWithoutRecordsIsNoRowAndTheLastPage() {
        Stream stream = paged();
        try (SourceSession session = open(configuration())) {
            server.asked().clear();
            server.hasNoRecords();

            CollectedStream collected = read(session, stream, stream.cursorField(), null);

            assertThat(collected.rows()).isEmpty();
            List<String> requests = firstRequests(api.paged());
            assertThat(requests).startsWith(server.asked().toArray(String[]::new));
            assertThat(server.asked()).hasSizeBetween(1, requests.size() - 2);
        }
    }

    @Test
    void aNewFieldAndANullCostNoRow() {
        Stream stream = paged();
        try (SourceSession session = open(configuration())) {
            server.change(answer -> changed(answer, api.nulled()));

            CollectedStream collected = read(session, stream, stream.cursorField(), null);

            List<Map<String, @Nullable Object>> expected = RowsAsJson.normal(api.rows(api.paged()));
            if (!api.nulled().isEmpty()) {
                assertThat(expected).as("rows with %s", api.nulled()).anyMatch(row -> row.containsKey(api.nulled()));
                expected.forEach(row -> row.remove(api.nulled()));
            }
            assertThat(RowsAsJson.withoutUnknown(RowsAsJson.of(stream, collected.rows())))
                    .isEqualTo(expected);
        }
    }

    /** Every object of the answer gets a field that nobody knows, and loses a value that may be missing. */
    private static JsonNode changed(JsonNode node, String nulled) {
        node.forEach(child -> changed(child, nulled));
        if (node instanceof ObjectNode object) {
            object.put(RowsAsJson.UNKNOWN, "surprise");
            if (object.has(nulled)) {
                object.putNull(nulled);
            }
        }
        return node;
    }
}

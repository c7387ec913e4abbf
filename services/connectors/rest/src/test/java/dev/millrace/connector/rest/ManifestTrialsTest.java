package dev.millrace.connector.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.connector.rest.answer.Json;
import dev.millrace.connector.spi.AddressRange;
import dev.millrace.connector.spi.EgressGuard;
import dev.millrace.connector.spi.trial.Inspection;
import dev.millrace.connector.spi.trial.ManifestError;
import dev.millrace.connector.spi.trial.TrialExchange;
import dev.millrace.connector.spi.trial.TrialPage;
import dev.millrace.connector.spi.trial.TrialRead;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ManifestTrialsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final CountDownLatch silence = new CountDownLatch(1);
    private final LocalApi api = new LocalApi(exchange -> {
        String path = exchange.getRequestURI().toString();
        if (path.startsWith("/token")) {
            return LocalApi.Reply.json("{\"access_token\": \"fresh-token\", \"refresh_token\": \"second-refresh\"}");
        }
        if (path.startsWith("/silent")) {
            await(silence);
        }
        if (path.startsWith("/busy")) {
            return new LocalApi.Reply(429, Map.of("Retry-After", "3600"), "");
        }
        if (path.startsWith("/broken")) {
            return new LocalApi.Reply(400, Map.of(), "{\"message\": \"no such thing as s3cret-key\"}");
        }
        if (path.startsWith("/long")) {
            return LocalApi.Reply.json("[{\"id\": 1, \"text\": \"" + "x".repeat(30_000) + "\"}]");
        }
        if (path.startsWith("/teams?")) {
            return LocalApi.Reply.json("[{\"id\": \"red\"}, {\"id\": \"blue\"}]");
        }
        return LocalApi.Reply.json("[{\"id\": 1, \"name\": \"Ada\"}, {\"id\": 2, \"name\": null}]");
    });

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void stop() {
        silence.countDown();
        api.close();
    }

    private static final String FORM =
            "{required: [key], properties: {key: {type: string, title: Key, airbyte_secret: true}}}";

    private String manifest(String path, String more, String authenticator) {
        return """
                version: 6.0.0
                type: DeclarativeSource
                check: {type: CheckStream, stream_names: [users]}
                metadata: {tile: {title: Acme, colour: "#123456"}}
                spec: {connection_specification: %s}
                streams:
                  - name: users
                    schema_loader: {type: InlineSchemaLoader, schema: {properties: {id: {type: integer}}}}
                    retriever:
                      requester:
                        url_base: "%s"
                        path: %s
                        request_headers: {X-Version: "7"}
                        authenticator: %s
                      record_selector: {extractor: {field_path: []}}
                      %s
                """.formatted(FORM, api.address(), path, authenticator, more);
    }

    private static final String KEY_IN_QUERY =
            "{type: ApiKeyAuthenticator, api_token: \"{{ config['key'] }}\", inject_into: {inject_into: request_parameter, field_name: k}}";

    private static final String PAGES =
            "paginator: {type: DefaultPaginator, page_token_option: {inject_into: request_parameter, field_name: page},"
                    + " pagination_strategy: {type: PageIncrement, page_size: 2}}";

    private TrialRead read(String manifest, Duration longest) {
        return ManifestTrials.read(
                manifest,
                "{\"key\": \"s3cret-key\"}",
                "users",
                new EgressGuard(List.of(AddressRange.parse("127.0.0.0/8"))),
                InstantSource.fixed(NOW),
                longest);
    }

    @Test
    void aSoundManifestTellsItsFormItsTileAndItsStreams() {
        Inspection inspection = ManifestTrials.inspect(manifest("/users", "", KEY_IN_QUERY));

        assertThat(inspection.problems()).isEmpty();
        assertThat(inspection.title()).isEqualTo("Acme");
        assertThat(inspection.colour()).isEqualTo("#123456");
        assertThat(inspection.initials()).isNull();
        assertThat(inspection.streams()).containsExactly("users");
        assertThat(inspection.findsStreams()).isFalse();
        assertThat(inspection.configurationSchema().at("/properties/key/secret").asBoolean())
                .isTrue();
    }

    @Test
    void whatIsWrongHasItsLine() {
        String wrong = manifest("/users", "", "{type: CustomAuthenticator, class_name: source_x.Auth}");

        assertThat(ManifestTrials.inspect(wrong).problems())
                .containsExactly(new ManifestError(
                        "streams[0].retriever.requester.authenticator",
                        14,
                        "needs the Python class source_x.Auth, which Millrace does not run. Use components of the"
                                + " format, or run the connector as a program."));
        assertThat(ManifestTrials.inspect("type: DeclarativeSource\nstreams: [").problems())
                .singleElement()
                .extracting(ManifestError::line)
                .isEqualTo(2);
        assertThat(ManifestTrials.inspect("a: 1\nb:\n  $ref: \"#/definitions/none\"")
                        .problems())
                .containsExactly(
                        new ManifestError(
                                null,
                                3,
                                "The reference #/definitions/none leads nowhere. Write the name of something under definitions."));
    }

    @Test
    void recordsComeWithTheirRequestsTheirPagesAndTheirSchema() throws Exception {
        TrialRead read = read(manifest("/users", "", KEY_IN_QUERY), LONGEST);

        assertThat(read.end()).as(read.message()).isEqualTo(TrialRead.End.COMPLETE);
        assertThat(read.records())
                .containsExactly(json("{\"id\": 1, \"name\": \"Ada\"}"), json("{\"id\": 2, \"name\": null}"));
        assertThat(read.recordsRead()).isEqualTo(2);
        assertThat(read.pages()).containsExactly(new TrialPage(1, json("{}"), 1, 2));
        assertThat(read.undeclared()).containsExactly("name");
        assertThat(read.schema().at("/properties"))
                .isEqualTo(json(
                        "{\"id\": {\"type\": [\"null\", \"integer\"]}, \"name\": {\"type\": [\"null\", \"string\"]}}"));
        TrialExchange exchange = read.exchanges().getFirst();
        assertThat(exchange.page()).isZero();
        assertThat(exchange.method()).isEqualTo("GET");
        assertThat(exchange.url()).isEqualTo(api.address() + "/users?k=•••");
        assertThat(exchange.requestHeaders()).containsEntry("X-Version", "7");
        assertThat(exchange.status()).isEqualTo(200);
        assertThat(exchange.body()).isEqualTo("[{\"id\": 1, \"name\": \"Ada\"}, {\"id\": 2, \"name\": null}]");
        assertThat(exchange.bodyCut()).isFalse();
        assertThat(api.asked()).containsExactly("GET /users?k=s3cret-key");
    }

    @Test
    void aFewPagesOfAFewSlicesAreEnough() {
        String slices = PAGES
                + "\n      partition_router: {type: ListPartitionRouter, cursor_field: team, values: [a, b, c, d, e, f, g],"
                + " request_option: {inject_into: request_parameter, field_name: team}}";
        TrialRead read = read(manifest("/users", slices, KEY_IN_QUERY), LONGEST);

        assertThat(read.end()).as(read.message()).isEqualTo(TrialRead.End.ENOUGH);
        assertThat(read.pages()).hasSize(15);
        assertThat(read.pages().get(3)).isEqualTo(new TrialPage(2, json("{\"team\": \"b\"}"), 1, 2));
        assertThat(read.recordsRead()).isEqualTo(30);
        assertThat(read.exchanges().get(3).page()).isEqualTo(3);
    }

    @Test
    void whatIsAskedOfAParentStreamIsNoPage() {
        String parent = """
                partition_router:
                        type: SubstreamPartitionRouter
                        parent_stream_configs:
                          - parent_key: id
                            partition_field: team
                            stream:
                              name: teams
                              retriever:
                                requester: {url_base: "%s", path: "/teams?all=1"}
                                record_selector: {extractor: {field_path: []}}
                """.formatted(api.address());
        TrialRead read = read(manifest("\"/of/{{ stream_partition.team }}\"", parent, KEY_IN_QUERY), LONGEST);

        assertThat(read.end()).as(read.message()).isEqualTo(TrialRead.End.COMPLETE);
        assertThat(read.exchanges()).extracting(TrialExchange::page).containsExactly(null, 0, 1);
        assertThat(read.pages()).extracting(TrialPage::slice).containsExactly(1, 2);
    }

    @Test
    void noSecretIsShownHoweverItIsSent() {
        String basic = "{type: BasicHttpAuthenticator, username: \"{{ config['key'] }}\", password: pw}";
        String oauth = "{type: OAuthAuthenticator, token_refresh_endpoint: \"" + api.address()
                + "/token\", client_id: me, client_secret: \"{{ config['key'] }}\", refresh_token: \"{{ config['key'] }}\","
                + " refresh_token_updater: {refresh_token_config_path: [key], access_token_config_path: [access],"
                + " token_expiry_date_config_path: [expiry]}}";
        for (String authenticator : List.of(KEY_IN_QUERY, basic, oauth)) {
            TrialRead read = read(manifest("/broken", "", authenticator), LONGEST);

            assertThat(read.end()).isEqualTo(TrialRead.End.FAILED);
            assertThat(Json.write(Json.MAPPER.valueToTree(read)))
                    .contains("no such thing as •••")
                    .doesNotContain("s3cret", "fresh-token", "second-refresh")
                    .doesNotContain(base64("s3cret-key:pw"), base64("s3cret-key"));
        }
        assertThat(read(manifest("/users", "", oauth), LONGEST).replaced()).containsExactly("key");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aLongAnswerIsShownInPartAndReadAsAWhole() {
        TrialRead read = read(manifest("/long", "", KEY_IN_QUERY), LONGEST);

        assertThat(read.end()).isEqualTo(TrialRead.End.COMPLETE);
        assertThat(read.exchanges().getFirst().body()).hasSize(20_000);
        assertThat(read.exchanges().getFirst().bodyCut()).isTrue();
        assertThat(read.records().getFirst().path("text").asText()).hasSize(30_000);
    }

    @Test
    void anApiThatKeepsSilentIsLeftInTime() {
        TrialRead read = read(manifest("/silent", "", KEY_IN_QUERY), Duration.ofMillis(200));

        assertThat(read.end()).isEqualTo(TrialRead.End.OUT_OF_TIME);
    }

    @Test
    void aPauseThatIsTooLongIsToldInsteadOfWaitedFor() {
        TrialRead read = read(manifest("/busy", "", KEY_IN_QUERY), LONGEST);

        assertThat(read.end()).isEqualTo(TrialRead.End.FAILED);
        assertThat(read.message())
                .isEqualTo(
                        "The API or the manifest asks for a pause of 3600 s, which is longer than a test may take. Try again later.");
        assertThat(read.exchanges().getFirst().status()).isEqualTo(429);
        assertThat(read.log().getFirst().message())
                .isEqualTo("GET " + api.address() + "/busy answered 429. It is asked again in 3600 s.");
    }

    @Test
    void whatIsMissingInTheFormOrTheManifestIsTold() {
        TrialRead noSuchStream = ManifestTrials.read(
                manifest("/users", "", KEY_IN_QUERY),
                "{\"key\": \"s3cret-key\"}",
                "orders",
                new EgressGuard(List.of()),
                InstantSource.fixed(NOW),
                LONGEST);
        TrialRead noKey = ManifestTrials.read(
                manifest("/users", "", KEY_IN_QUERY),
                "{}",
                "users",
                new EgressGuard(List.of()),
                InstantSource.fixed(NOW),
                LONGEST);
        TrialRead notAllowed = ManifestTrials.read(
                manifest("/users", "", KEY_IN_QUERY),
                "{\"key\": \"s3cret-key\"}",
                "users",
                new EgressGuard(List.of()),
                InstantSource.fixed(NOW),
                LONGEST);

        assertThat(noSuchStream.message())
                .isEqualTo("The manifest has no stream \"orders\". Choose one of those that it has.");
        assertThat(noKey.message()).isEqualTo("The configuration lacks key. Fill it in.");
        assertThat(notAllowed.end()).isEqualTo(TrialRead.End.FAILED);
        assertThat(notAllowed.exchanges().getFirst().failure()).isEqualTo(notAllowed.message());
    }

    private static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

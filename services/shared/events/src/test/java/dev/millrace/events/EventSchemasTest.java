package dev.millrace.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import dev.millrace.kernel.ApiKeyId;
import dev.millrace.kernel.AuthorisationId;
import dev.millrace.kernel.DashboardId;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MemberId;
import dev.millrace.kernel.Role;
import dev.millrace.kernel.RunId;
import dev.millrace.kernel.SourceId;
import dev.millrace.kernel.TenantId;
import dev.millrace.kernel.TrialId;
import dev.millrace.work.Failure;
import dev.millrace.work.SchemaChange;
import dev.millrace.work.SetAside;
import dev.millrace.work.StreamProgress;
import dev.millrace.work.StreamState;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EventSchemasTest {

    private static final String URN = "urn:millrace:schema:";
    private static final TenantId TENANT = TenantId.create();
    private static final SourceId SOURCE = SourceId.create();
    private static final RunId RUN = RunId.create();

    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(
            VersionFlag.V202012,
            factory -> factory.schemaMappers(mappers -> mappers.mappings(EventSchemasTest::locationOf)));

    @ParameterizedTest
    @MethodSource("types")
    void everyTypeHasASchema(String type) throws IOException {
        JsonNode schema = MillraceJson.mapper().readTree(resource("/schemas/" + type + ".json"));

        assertThat(schema.path("$schema").textValue()).isEqualTo("https://json-schema.org/draft/2020-12/schema");
        assertThat(schema.path("$id").textValue()).isEqualTo(URN + type);
    }

    @Test
    void everyTypeIsTriedHere() {
        assertThat(events().map(event -> (String) event.get()[0])).containsAll(types());
    }

    @ParameterizedTest
    @MethodSource("events")
    void whatIsSentIsWhatItsSchemaSays(String type, Object data) {
        assertThat(problems(type, MillraceJson.mapper().valueToTree(data))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("events")
    void noFieldMayBeMissing(String type, Object data) {
        ObjectNode complete = MillraceJson.mapper().valueToTree(data);

        for (String field : names(complete)) {
            ObjectNode incomplete = complete.deepCopy();
            incomplete.remove(field);

            assertThat(problems(type, incomplete)).as("without %s", field).hasSize(1);
        }
    }

    @Test
    void progressThatWasStoredBeforeReasonsWereKeptHasNone() throws IOException {
        StreamProgress stored =
                MillraceJson.mapper().readValue("{\"stream\":\"orders\",\"state\":\"WAITING\"}", StreamProgress.class);

        assertThat(stored).isEqualTo(StreamProgress.waiting("orders", null));
    }

    @Test
    void aRunOfAnUnknownStateIsNoRun() {
        ObjectNode run = MillraceJson.mapper().valueToTree(run(RunSnapshot.State.FAILED, failure()));
        run.put("state", "PAUSED");

        assertThat(problems(EventTypes.RUN_FAILED, run)).hasSize(1);
    }

    @Test
    void theDocumentNamesEveryTopic() throws IOException {
        List<String> addresses = asyncApi().path("channels").findValuesAsText("address");

        assertThat(addresses)
                .containsExactlyInAnyOrderElementsOf(Topics.ALL.stream()
                        .flatMap(topic -> Stream.of(topic, Topics.deadLetters(topic)))
                        .toList());
    }

    @Test
    void theDocumentNamesEveryType() throws IOException {
        JsonNode messages = asyncApi().path("components").path("messages");

        assertThat(messages.findValuesAsText("const")).containsExactlyInAnyOrderElementsOf(types());
    }

    @Test
    void everyReferenceOfTheDocumentLeadsSomewhere() throws IOException {
        JsonNode document = asyncApi();

        assertThat(document.findValuesAsText("$ref")).isNotEmpty().allSatisfy(reference -> {
            if (reference.startsWith("#")) {
                assertThat(document.at(reference.substring(1)).isObject())
                        .as(reference)
                        .isTrue();
            } else {
                assertThat(EventSchemasTest.class.getResource("/" + reference))
                        .as(reference)
                        .isNotNull();
            }
        });
    }

    static List<String> types() {
        return Arrays.stream(EventTypes.class.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()))
                .map(EventSchemasTest::value)
                .toList();
    }

    static Stream<Arguments> events() {
        return Stream.of(
                Arguments.of(EventTypes.DISCOVER, new JobData(RUN)),
                Arguments.of(EventTypes.SYNC, new JobData(RUN)),
                Arguments.of(EventTypes.TRY, new TrialJobData(TrialId.create())),
                Arguments.of(EventTypes.AUTHORISE, new AuthorisationJobData(AuthorisationId.create())),
                Arguments.of(
                        EventTypes.ACCESS_ENDING,
                        new AccessEnding(SOURCE, "Books", Instant.parse("2026-03-01T00:00:00Z"))),
                Arguments.of(EventTypes.RUN_QUEUED, run(RunSnapshot.State.QUEUED, null)),
                Arguments.of(EventTypes.RUN_STARTED, run(RunSnapshot.State.RUNNING, null)),
                Arguments.of(EventTypes.RUN_PROGRESSED, run(RunSnapshot.State.RUNNING, null)),
                Arguments.of(EventTypes.RUN_SUCCEEDED, run(RunSnapshot.State.SUCCEEDED, null)),
                Arguments.of(EventTypes.RUN_FAILED, run(RunSnapshot.State.FAILED, failure())),
                Arguments.of(EventTypes.RUN_CANCELLED, run(RunSnapshot.State.CANCELLED, null)),
                Arguments.of(
                        EventTypes.SCHEMA_CHANGED,
                        new SchemaChanged(
                                SOURCE,
                                "Orders",
                                List.of(
                                        new SchemaChanged.Change(
                                                "orders",
                                                "amount",
                                                SchemaChange.Kind.TYPE_CHANGED,
                                                "integer",
                                                "decimal(12, 2)",
                                                SchemaChanged.State.HELD),
                                        new SchemaChanged.Change(
                                                "refunds",
                                                null,
                                                SchemaChange.Kind.ADDED,
                                                null,
                                                null,
                                                SchemaChanged.State.FOLLOWED)))),
                Arguments.of(
                        EventTypes.DASHBOARD_READY, new DashboardReady(DashboardId.create(), SOURCE, "Orders", RUN)),
                Arguments.of(EventTypes.TENANT_CREATED, new TenantCreated(TENANT, "Analytical Engines")),
                Arguments.of(EventTypes.TENANT_DELETED, new TenantDeleted(TENANT)),
                Arguments.of(EventTypes.TENANT_RESTORED, new TenantRestored(TENANT)),
                Arguments.of(EventTypes.TENANT_ENDED, new TenantEnded(TENANT)),
                Arguments.of(EventTypes.TENANT_ERASED, new TenantErased(TENANT, "connector")),
                Arguments.of(
                        EventTypes.MEMBERSHIP_CHANGED, new MembershipChanged(TENANT, MemberId.create(), Role.EDITOR)),
                Arguments.of(EventTypes.MEMBERSHIP_CHANGED, new MembershipChanged(TENANT, MemberId.create(), null)),
                Arguments.of(EventTypes.API_KEY_REVOKED, new ApiKeyRevoked(TENANT, ApiKeyId.create())),
                Arguments.of(EventTypes.SOURCE_DELETED, new SourceDeleted(SOURCE, "orders")),
                Arguments.of(
                        EventTypes.AUDITED,
                        new AuditRecord("Ada", "source-connected", "Orders", Map.of("connector", "file"))));
    }

    private static RunSnapshot run(RunSnapshot.State state, @Nullable Failure failure) {
        return new RunSnapshot(
                RUN,
                TENANT,
                SOURCE,
                "Orders",
                "file",
                "orders",
                RunSnapshot.Kind.SYNC,
                state,
                1,
                RunId.create(),
                List.of(
                        new StreamProgress(
                                "orders",
                                StreamState.RUNNING,
                                3,
                                2,
                                1,
                                0,
                                120,
                                4L,
                                List.of(new SetAside("Too few columns", 1))),
                        StreamProgress.waiting("customers", null)),
                List.of("orders.orders"),
                failure,
                Instant.parse("2026-11-21T08:00:00Z"));
    }

    private static Failure failure() {
        return Failure.of(ErrorCode.SOURCE_EMPTY, "Orders has nothing to read.");
    }

    private static Set<ValidationMessage> problems(String type, JsonNode data) {
        JsonSchema schema = SCHEMAS.getSchema(
                SchemaLocation.of(URN + type),
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
        return schema.validate(data);
    }

    private static @Nullable String locationOf(String id) {
        return id.startsWith(URN) ? "classpath:schemas/" + id.substring(URN.length()) + ".json" : null;
    }

    private static JsonNode asyncApi() throws IOException {
        try (InputStream document = resource("/asyncapi.yaml").openStream()) {
            return new YAMLMapper().readTree(document);
        }
    }

    private static URL resource(String path) {
        URL found = EventSchemasTest.class.getResource(path);
        if (found == null) {
            throw new IllegalArgumentException("no resource " + path);
        }
        return found;
    }

    private static List<String> names(ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static String value(Field constant) {
        try {
            return (String) constant.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(constant + " is not public", e);
        }
    }
}

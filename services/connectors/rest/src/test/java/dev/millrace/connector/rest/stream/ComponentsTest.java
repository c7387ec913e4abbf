package dev.millrace.connector.rest.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.connector.rest.http.Answer;
import dev.millrace.connector.rest.http.Request;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Components that few manifests have. */
class ComponentsTest {

    private static Answer json(String body) {
        return Answer.of(200, Map.of(), body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static FakeApi fake(Function<Request, Answer> answers) {
        return new FakeApi(answers);
    }

    private static List<Map<String, Object>> read(RestStream stream) {
        List<Map<String, Object>> records = new ArrayList<>();
        stream.read((record, slice) -> records.add(record));
        return records;
    }

    private static final String PARENT_AND_CHILDREN = """
            definitions:
              users: &users
                name: users
                retriever:
                  requester: {url_base: "https://a.test", path: /users}
                  record_selector: {extractor: {field_path: []}}
            streams:
              - *users
              - name: orders
                retriever: &child
                  requester: {url_base: "https://a.test", path: "/users/{{ stream_slice.user }}/orders"}
                  record_selector: {extractor: {field_path: []}}
                  partition_router:
                    type: SubstreamPartitionRouter
                    parent_stream_configs: [{stream: *users, parent_key: id, partition_field: user}]
              - name: carts
                retriever:
                  <<: *child
                  requester: {url_base: "https://a.test", path: "/users/{{ stream_slice.user }}/carts"}
            """;

    @Test
    void aStreamWhoseRecordsAreThePartitionsOfOthersIsAskedForOnce() {
        FakeApi fake = fake(request -> json("[{'id': 1}]"));
        RestApi api = fake.api(PARENT_AND_CHILDREN);

        for (String name : List.of("users", "orders", "carts")) {
            assertThat(read(api.stream(name).orElseThrow())).hasSize(1);
        }

        assertThat(fake.asked()).containsExactly("GET /users", "GET /users/1/orders", "GET /users/1/carts");
    }

    @Test
    void anAnswerThatIsToBeAskedForAgainIsNotRemembered() {
        int[] requests = {0};
        FakeApi fake = fake(request -> json(++requests[0] == 1 ? "{'busy': true}" : "[{'id': 1}]"));
        RestApi api = fake.api("""
                streams:
                  - name: users
                    retriever:
                      requester:
                        url_base: "https://a.test"
                        path: /users
                        use_cache: true
                        error_handler: {response_filters: [{action: RETRY, predicate: "{{ response.busy }}"}]}
                      record_selector: {extractor: {field_path: []}}
                """);

        assertThat(read(api.stream("users").orElseThrow())).containsExactly(Map.of("id", 1L));
        assertThat(fake.asked()).hasSize(2);
    }

    @Test
    void theFileOfARecordIsDownloadedAndItsPathStaysBelowTheStream() {
        FakeApi fake = fake(request -> request.url().endsWith("/pages")
                ? json("[{'id': 7, 'link': 'https://files.test/7', 'name': '../../a.txt'}]")
                : json("the content"));
        RestStream stream = fake.api("""
                        streams:
                          - name: users
                            file_uploader:
                              type: FileUploader
                              requester: {url_base: "{{ download_target }}"}
                              download_target_extractor: {field_path: [link]}
                              filename_extractor: "{{ record.id }}/{{ record.name }}/"
                            retriever:
                              requester: {url_base: "https://a.test", path: /pages}
                              record_selector: {extractor: {field_path: []}}
                        """).stream("users").orElseThrow();
        List<String> files = new ArrayList<>();
        stream.takeFiles((record, file) ->
                files.add(file.path() + ": " + new String(file.content().readAllBytes(), StandardCharsets.UTF_8)));

        read(stream);

        assertThat(files).containsExactly("users/7/a.txt: the content");
        assertThat(stream.hasFiles()).isTrue();
    }

    @Test
    void aRecordThatNamesNoFileFails() {
        RestStream stream =
                fake(request -> json("[{'id': 7}]")).api("""
                        streams:
                          - name: users
                            file_uploader:
                              type: FileUploader
                              requester: {url_base: "{{ download_target }}"}
                              download_target_extractor: {field_path: [link]}
                            retriever:
                              requester: {url_base: "https://a.test", path: /pages}
                              record_selector: {extractor: {field_path: []}}
                        """).stream("users").orElseThrow();

        assertThatThrownBy(() -> read(stream))
                .hasMessage("A record of the stream \"users\" names 0 files, and has to name one. Check"
                        + " streams[0].file_uploader.download_target_extractor.");
    }

    @Test
    void ofPropertiesOnlyThoseOfChosenColumnsAreAskedFor() {
        FakeApi fake = fake(request -> json("[]"));
        RestStream stream = fake.api("""
                        streams:
                          - name: users
                            retriever:
                              requester:
                                url_base: "https://a.test"
                                path: /users
                                request_parameters:
                                  fields:
                                    type: QueryProperties
                                    property_list: [name, age, city]
                                    always_include_properties: [id]
                                    property_selector: {type: JsonSchemaPropertySelector, transformations: [{type: KeysToLower}]}
                              record_selector: {extractor: {field_path: []}}
                        """).stream("users").orElseThrow();
        stream.select(Set.of("CITY", "Name", "other"));

        read(stream);

        assertThat(fake.asked()).containsExactly("GET /users?fields=name%2Ccity%2Cid");
    }

    @Test
    void propertiesOfAnEndpointAreAskedForOnceAndSeenByExpressions() {
        FakeApi fake = fake(
                request -> request.url().endsWith("/fields") ? json("[{'name': 'a'}, {'name': 'b'}]") : json("[]"));
        RestStream stream = fake.api("""
                        streams:
                          - name: users
                            retriever:
                              requester:
                                url_base: "https://a.test"
                                path: /users
                                fetch_properties_from_endpoint:
                                  type: PropertiesFromEndpoint
                                  property_field_path: [name]
                                  retriever:
                                    requester: {url_base: "https://a.test", path: /fields}
                                    record_selector: {extractor: {field_path: []}}
                                request_parameters: {names: "{{ ';'.join(stream_partition.extra_fields['query_properties']) }}"}
                              record_selector: {extractor: {field_path: []}}
                        """).stream("users").orElseThrow();

        read(stream);
        read(stream);

        assertThat(fake.asked()).containsExactly("GET /fields", "GET /users?names=a%3Bb", "GET /users?names=a%3Bb");
    }

    @Test
    void aDownloadedTableIsReadByItsOwnExtractorAndMissingValuesAreNull() {
        FakeApi fake = fake(request -> switch (request.url().replace("https://a.test/", "")) {
            case "jobs" -> json("{'id': 1}");
            case "jobs/1" -> json("{'status': 'done', 'url': 'https://a.test/file'}");
            default -> json("id,name,city\n1,NA,Rome\n2,,\n");
        });
        RestStream stream = fake.api("""
                        streams:
                          - name: users
                            retriever:
                              type: AsyncRetriever
                              creation_requester: {url_base: "https://a.test", path: /jobs, http_method: POST}
                              polling_requester: {url_base: "https://a.test", path: "/jobs/{{ creation_response['id'] }}"}
                              download_requester: {url_base: "{{ download_target }}"}
                              status_mapping: {running: [busy], completed: [done], failed: [bad], timeout: [late]}
                              status_extractor: {type: DpathExtractor, field_path: [status]}
                              download_target_extractor: {type: DpathExtractor, field_path: [url]}
                              download_extractor: {type: ResponseToFileExtractor}
                              record_selector: {extractor: {field_path: [ignored]}, record_filter: {condition: "{{ record.id != '3' }}"}}
                        """).stream("users").orElseThrow();

        List<Map<String, Object>> records = read(stream);

        assertThat(records).hasSize(2);
        assertThat(records.getFirst()).containsEntry("city", "Rome").containsEntry("name", null);
        assertThat(records.get(1)).containsEntry("id", "2").containsEntry("city", null);
    }

    @Test
    void aRequestThatWeighsMoreTakesMoreOfTheBudget() {
        FakeApi fake = fake(request -> json("[{'id': 1}, {'id': 2}, {'id': 3}]"));
        RestStream stream = fake.api("""
                        api_budget:
                          type: HTTPAPIBudget
                          policies:
                            - type: MovingWindowCallRatePolicy
                              rates: [{type: Rate, limit: 5, interval: PT1M}]
                              matchers: [{type: HttpRequestRegexMatcher, url_path_pattern: /users/.*, weight: 2}]
                        """ + PARENT_AND_CHILDREN).stream("orders").orElseThrow();

        read(stream);

        assertThat(fake.asked()).hasSize(4);
        assertThat(fake.pauses()).containsExactly("PT1M");
    }

    private static String dynamic(String more) {
        return """
                dynamic_streams:
                  - type: DynamicDeclarativeStream
                %s
                    components_resolver:
                      type: ParametrizedComponentsResolver
                      stream_parameters: {type: StreamParametersDefinition, list_of_parameters_for_stream: [{name: users}]}
                      components_mapping:
                        - {type: ComponentMappingDefinition, field_path: [name], value: "{{ stream_parameters['name'] }}"}
                        - type: ComponentMappingDefinition
                          field_path: [$parameters, item]
                          value: "{{ stream_parameters['name'] }}"
                          create_or_update: true
                    stream_template:
                      name: ""
                      $parameters: {item: none}
                      retriever:
                        requester: {url_base: "https://a.test", path: "/{{ parameters['item'] }}"}
                        record_selector: {extractor: {field_path: []}}
                """.formatted(more);
    }

    @Test
    void whatAMappingSetsForAStreamHoldsForAllBelowUnlessTheManifestSaysOtherwise() {
        FakeApi fake = fake(request -> json("[]"));

        read(fake.api(dynamic("")).stream("users").orElseThrow());
        read(fake.api(dynamic("    use_parent_parameters: false")).stream("users")
                .orElseThrow());

        assertThat(fake.asked()).containsExactly("GET /users", "GET /none");
    }

    @Test
    void aRefreshTokenThatIsGoodNoLongerIsSomethingForAPerson() {
        FakeApi fake = fake(
                request -> Answer.of(400, Map.of(), "{\"error\": \"invalid_grant\"}".getBytes(StandardCharsets.UTF_8)));
        RestStream stream = fake.api("""
                        streams:
                          - name: users
                            retriever:
                              requester:
                                url_base: "https://a.test"
                                path: /users
                                authenticator:
                                  type: OAuthAuthenticator
                                  token_refresh_endpoint: https://a.test/token
                                  client_id: me
                                  client_secret: secret
                                  refresh_token: old
                              record_selector: {extractor: {field_path: []}}
                        """).stream("users").orElseThrow();

        assertThatThrownBy(() -> read(stream))
                .hasMessageContaining("The permission to read the source was withdrawn or has expired.")
                .extracting(thrown -> ((MillraceException) thrown).code())
                .isEqualTo(ErrorCode.SOURCE_LOGIN_REFUSED);
    }
}

package dev.millrace.connector.rest.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.time.Clock;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ManifestTest {

    private static final String HEAD = """
            version: 6.0.0
            type: DeclarativeSource
            check:
              type: CheckStream
              stream_names: [users]
            """;

    private static Component root(String text) {
        return Manifest.parse(text).root(new Settings(Map.of(), Clock.systemUTC()));
    }

    private static Component requester(String text) {
        return root(text)
                .children("streams")
                .getFirst()
                .requiredChild("retriever")
                .requiredChild("requester");
    }

    @Test
    void aReferenceIsWhatItNamesWithTheFieldsBesideItInstead() {
        Component requester = requester(HEAD + """
                definitions:
                  base: {url_base: "https://a.test", path: /all, http_method: POST}
                streams:
                  - name: users
                    retriever:
                      requester: {$ref: "#/definitions/base", path: /users}
                      record_selector: {extractor: {field_path: []}}
                """);

        assertThat(requester.text("url_base")).isEqualTo("https://a.test");
        assertThat(requester.text("path")).isEqualTo("/users");
        assertThat(requester.text("http_method")).isEqualTo("POST");
    }

    @Test
    void aReferenceToNowhereIsNamed() {
        assertThatThrownBy(() -> Manifest.parse(HEAD + "streams: [\"#/definitions/users\"]"))
                .isInstanceOf(MillraceException.class)
                .hasMessage(
                        "The reference #/definitions/users leads nowhere. Write the name of something under definitions.");
    }

    @Test
    void aReferenceInACircleIsNamed() {
        assertThatThrownBy(() -> Manifest.parse(HEAD + """
                        definitions:
                          one: {$ref: "#/definitions/two"}
                          two: {$ref: "#/definitions/one"}
                        streams: [{$ref: "#/definitions/one"}]
                        """))
                .isInstanceOf(MillraceException.class)
                .hasMessageContaining("leads back to itself");
    }

    @Test
    void parametersAreHandedDownAndTheNearestWins() {
        Component requester = requester(HEAD + """
                streams:
                  - name: users
                    $parameters: {path: /far, key: outer}
                    retriever:
                      $parameters: {key: inner}
                      requester: {url_base: "https://a.test"}
                      record_selector: {extractor: {field_path: []}}
                """);

        assertThat(requester.text("path")).isEqualTo("/far");
        assertThat(requester.parameters()).containsEntry("key", "inner");
    }

    @Test
    void typesThatAreLeftOutAreThoseOfTheField() {
        Component requester = requester(HEAD + """
                streams:
                  - name: users
                    retriever:
                      requester: {url_base: "https://a.test"}
                      record_selector: {extractor: {field_path: []}}
                """);

        assertThat(requester.type()).isEqualTo("HttpRequester");
    }

    @Test
    void everythingThatIsWrongIsNamedWithItsPlace() {
        assertThat(Manifest.check(HEAD + """
                        streams:
                          - type: DeclarativeStream
                            name: users
                            retriever:
                              type: SimpleRetriever
                              requester: {type: HttpRequester, url_base: "https://a.test", http_method: FETCH}
                              record_selector: {type: RecordSelector}
                              paginator:
                                type: DefaultPaginator
                                pagination_strategy: {type: PageCounter}
                        """))
                .extracting(ManifestProblem::toString)
                .containsExactly(
                        "streams[0].retriever.requester.http_method (line 11) has to be \"GET\" or \"POST\".",
                        "streams[0].retriever.record_selector.extractor (line 12) is missing: RecordSelector needs it.",
                        "streams[0].retriever.paginator.pagination_strategy (line 15) has to be PageIncrement or OffsetIncrement or"
                                + " CursorPagination.");
    }

    @Test
    void aPythonClassIsRefusedByItsName() {
        assertThatThrownBy(() -> Manifest.parse(HEAD + """
                        streams:
                          - name: users
                            retriever:
                              requester: {type: CustomRequester, class_name: source_acme.Requester}
                              record_selector: {extractor: {field_path: []}}
                        """))
                .isInstanceOfSatisfying(
                        MillraceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION))
                .hasMessage(
                        "streams[0].retriever.requester (line 9) needs the Python class source_acme.Requester, which Millrace does not"
                                + " run. Use components of the format, or run the connector as a program.");
    }

    @Test
    void yamlThatIsNoneIsNamedByItsLine() {
        assertThatThrownBy(() -> Manifest.parse("version: 1\nstreams: [a"))
                .isInstanceOf(MillraceException.class)
                .hasMessageContaining("line 2");
    }

    @Test
    void aTextThatRepeatsItselfWithoutEndIsRefused() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x]\n");
        for (int i = 1; i < 10; i++) {
            String before = "*a" + (i - 1);
            bomb.append("a" + i + ": &a" + i + " [" + String.join(", ", Collections.nCopies(9, before)) + "]\n");
        }
        assertThatThrownBy(() -> Manifest.parse(bomb.toString()))
                .isInstanceOf(MillraceException.class)
                .hasMessageContaining("repeats its parts");
    }
}

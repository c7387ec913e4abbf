package dev.millrace.connector.rest.guess;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonSampleTest {

    private static Optional<JsonSample> sampled(String json) throws IOException {
        return JsonSample.of(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }

    private static FoundRecords found(String json) throws IOException {
        return FoundRecords.in(sampled(json).orElseThrow()).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    [{"id":1},{"id":2}]                                      |           | 2
                    {"data":[{"id":1},{"id":2}],"links":[{"rel":"self"}]}    | data      | 2
                    {"meta":{"tags":["a","b","c"]},"out":{"rows":[{"a":1}]}} | out.rows  | 1
                    {"items":[],"total":0}                                   | items     | 0
                    {"name":"Ada","age":36}                                  |           | 1
                    {"a":1} {"a":2} {"a":3}                                  |           | 3
                    """)
    void recordsAreTheLargestListOfObjectsOrLinesOrTheAnswerItself(String json, String path, long count)
            throws IOException {
        FoundRecords records = found(json);

        assertThat(String.join(".", records.path())).isEqualTo(path == null ? "" : path);
        assertThat(records.count()).isEqualTo(count);
    }

    @Test
    void aKeyIsAFieldOfAnotherValueInEachRecord() throws IOException {
        assertThat(found("[{\"id\":1,\"key\":\"a\"},{\"id\":2,\"key\":\"a\"}]").key())
                .contains("id");
        assertThat(found("[{\"id\":1,\"key\":\"a\"},{\"id\":1,\"key\":\"b\"}]").key())
                .contains("key");
        assertThat(found("[{\"id\":null},{\"id\":1}]").key()).isEmpty();
    }

    @Test
    void whatIsNoJsonIsNothing() throws IOException {
        assertThat(sampled("<html>")).isEmpty();
        assertThat(sampled("\"text\"")).isEmpty();
        assertThat(sampled("")).isEmpty();
        assertThat(sampled("{\"a\":")).isEmpty();
    }

    @Test
    void ofAnAnswerWithoutEndTheBeginningIsRead() throws IOException {
        byte[] record = "{\"id\":1,\"nested\":{\"list\":[1,2,{\"a\":\"b\"}]}},".getBytes(StandardCharsets.UTF_8);
        Enumeration<InputStream> forever = new Enumeration<>() {
            @Override
            public boolean hasMoreElements() {
                return true;
            }

            @Override
            public InputStream nextElement() {
                return new ByteArrayInputStream(record);
            }
        };
        InputStream endless = new SequenceInputStream(
                new SequenceInputStream(Collections.enumeration(
                        List.of(new ByteArrayInputStream("{\"data\":[".getBytes(StandardCharsets.UTF_8))))),
                new SequenceInputStream(forever));

        JsonSample sample = JsonSample.of(endless).orElseThrow();

        assertThat(sample.isCut()).isTrue();
        assertThat(sample.lists().get(List.of("data"))).isGreaterThan(100_000);
        assertThat(FoundRecords.in(sample).orElseThrow().records())
                .hasSize(JsonSample.KEPT)
                .contains(Map.of("id", 1L, "nested", Map.of("list", List.of(1L, 2L, Map.of("a", "b")))));
    }
}

package dev.millrace.connector.rest.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordStreamTest {

    private final List<Object> records = new ArrayList<>();

    private Object read(List<String> path, String body) throws IOException {
        InputStream bytes = new ByteArrayInputStream(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        return new RecordStream(path).read(bytes, records::add);
    }

    @Test
    void recordsAreTakenOutAndWhatStandsBesideThemIsKept() throws IOException {
        Object rest = read(
                List.of("data", "items"),
                "{'a': 1, 'data': {'items': [{'id': 1}, null, {'id': 2}], 'n': 2}, 'z': [3]}");

        assertThat(records).containsExactly(Map.of("id", 1L), Map.of("id", 2L));
        assertThat(rest).isEqualTo(Map.of("a", 1L, "data", Map.of("items", List.of(), "n", 2L), "z", List.of(3L)));
    }

    @Test
    void aRecordThatIsNoListIsTheOnlyOne() throws IOException {
        Object rest = read(List.of("data"), "{'data': {'id': 1}, 'next': 'x'}");

        assertThat(records).containsExactly(Map.of("id", 1L));
        assertThat(rest).isEqualTo(Map.of("data", Map.of("id", 1L), "next", "x"));
    }

    @Test
    void eachItemOfAListIsAnAnswerOfItsOwn() throws IOException {
        read(List.of("data"), "[{'data': [{'id': 1}]}, {'data': [{'id': 2}]}, {}]");

        assertThat(records).containsExactly(Map.of("id", 1L), Map.of("id", 2L));
    }

    @Test
    void aPathThatLeadsNowhereAndTextThatIsNoJsonHaveNoRecords() throws IOException {
        for (String body : List.of("{'other': 1}", "{'data': null}", "{'data': 3}", "", "<html>", "[]", "{}")) {
            Object rest = read(List.of("data", "items"), body);
            assertThat(rest).isInstanceOf(Map.class);
        }
        assertThat(records).isEmpty();
    }

    @Test
    void anAnswerThatBreaksOffBehindARecordFails() {
        assertThatThrownBy(() -> read(List.of("data"), "{'data': [{'id': 1}, {'id'"))
                .isInstanceOf(IOException.class);
        assertThat(records).containsExactly(Map.of("id", 1L));
    }
}

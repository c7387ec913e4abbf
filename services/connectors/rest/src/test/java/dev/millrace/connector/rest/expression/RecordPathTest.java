package dev.millrace.connector.rest.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordPathTest {
    private static final String BODY =
            "{'data': {'a1': {'v': 1}, 'a2': {'v': 2}, 'b': {'v': 3}}, 'list': [{'v': 1}, {'v': 2}], 'none': null,"
                    + " 'no': []}";

    @Test
    void recordsAreTheItemsOfAListOrOneValue() {
        assertThat(RecordPath.of(List.of("list")).extract(json(BODY)))
                .isEqualTo(List.of(Map.of("v", 1), Map.of("v", 2)));
        assertThat(RecordPath.of(List.of("data", "b")).extract(json(BODY))).isEqualTo(List.of(Map.of("v", 3)));
        assertThat(RecordPath.of(List.of("list", "1")).extract(json(BODY))).isEqualTo(List.of(Map.of("v", 2)));
        assertThat(RecordPath.of(List.of()).extract(List.of(1, 2))).isEqualTo(List.of(1, 2));
    }

    @Test
    void aPathThatLeadsNowhereOrToNothingHasNoRecords() {
        for (List<String> path : List.of(
                List.of("absent"),
                List.of("none"),
                List.of("no"),
                List.of("list", "7"),
                List.of("data", "b", "v", "x"))) {
            assertThat(RecordPath.of(path).extract(json(BODY))).as("%s", path).isEmpty();
        }
    }

    @Test
    void wildcardsMatchKeysAndIndexes() {
        assertThat(RecordPath.of(List.of("data", "*", "v")).extract(json(BODY))).isEqualTo(List.of(1, 2, 3));
        assertThat(RecordPath.of(List.of("data", "a?", "v")).all(json(BODY))).isEqualTo(List.of(1, 2));
        assertThat(RecordPath.of(List.of("data", "[!a]*", "v")).all(json(BODY))).isEqualTo(List.of(3));
        assertThat(RecordPath.of(List.of("**", "v")).all(json(BODY))).containsExactlyInAnyOrder(1, 2, 3, 1, 2);
        assertThat(RecordPath.of(List.of("list", "*", "v")).all(json(BODY))).isEqualTo(List.of(1, 2));
        assertThatThrownBy(() -> RecordPath.of(List.of("data", "a?")).get(json(BODY)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The path [data, a?] leads to more than one value.");
    }

    @Test
    void settingMakesWhatIsMissing() {
        Map<String, Object> record = json("{'a': 1, 'list': ['x'], 'none': null}");
        RecordPath.of(List.of("b", "c", "d")).set(record, 2);
        RecordPath.of(List.of("list", "2")).set(record, "z");
        RecordPath.of(List.of("new", "0", "k")).set(record, true);
        RecordPath.of(List.of("none", "k")).set(record, 5);
        RecordPath.of(List.of("*")).set(record, "star");
        assertThat(record)
                .isEqualTo(json(
                        "{'a': 1, 'b': {'c': {'d': 2}}, 'list': ['x', null, 'z'], 'new': [{'k': true}], 'none': {'k':"
                                + " 5}, '*': 'star'}"));
        assertThatThrownBy(() -> RecordPath.of(List.of("a", "k")).set(record, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The field a.k can't be added: what is at a part of its path is neither an object nor a list.");
    }

    @Test
    void deletingFromAListLeavesNullsButAtItsEnd() {
        Map<String, Object> record = json("{'list': [1, 2, 3], 'a': {'b': 1, 'c': 2}}");
        RecordPath.of(List.of("list", 0)).delete(record);
        RecordPath.of(List.of("list", 2)).delete(record);
        RecordPath.of(List.of("a", "b")).delete(record);
        RecordPath.of(List.of("absent", "b")).delete(record);
        assertThat(record).isEqualTo(json("{'list': [null, 2], 'a': {'c': 2}}"));
        RecordPath.of(List.of("**")).delete(record);
        assertThat(record).isEmpty();
    }

    private static Map<String, Object> json(String text) {
        try {
            return new ObjectMapper().readValue(text.replace('\'', '"'), new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}

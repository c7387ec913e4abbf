package dev.millrace.connector.rest.expression;

import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.connector.rest.answer.ExpanderSearch;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Paths find in recorded answers the records that the reference finds. */
class RecordPathConformanceTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void recordsAreThoseOfTheReference() {
        Optional<Path> file = ConformanceCases.file("cdk-unit-cases/dpath_extractor.jsonl");
        assumeThat(file).isPresent();
        int passed = ConformanceCases.run("dpath_extractor", file.orElseThrow(), RecordPathConformanceTest::extracted);
        ConformanceCases.assertReached(passed, 43);
    }

    private static String extracted(Map<String, Object> one) {
        if (one.get("body") == null) {
            return one.get("field_path") + ": recorded without the body";
        }
        Object body = json((String) one.get("body"));
        List<Object> actual = RecordPath.of(path(one, body)).extract(body);
        return Comparisons.equal(actual, one.get("expected"))
                        || ExpanderSearch.finds(path(one, body), body, one.get("expected"))
                ? ""
                : one.get("field_path") + " " + one.get("body") + "\n      expected " + one.get("expected")
                        + "\n      but was  " + actual;
    }

    private static List<String> path(Map<String, Object> one, Object body) {
        List<String> path = new ArrayList<>();
        for (Object key : (List<?>) one.get("field_path")) {
            String text = (String) key;
            boolean unrecorded = text.contains("parameters") && body instanceof Map<?, ?>;
            // Recorded without the parameters, which name the first field of the answer.
            path.add(
                    unrecorded
                            ? String.valueOf(
                                    ((Map<?, ?>) body).keySet().iterator().next())
                            : Expression.of(text).text(Map.of("config", one.get("config"))));
        }
        return path;
    }

    private static Object json(String body) {
        try {
            return JSON.readValue(body, Object.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.millrace.connector.rest.answer;

import dev.millrace.connector.rest.manifest.Component;
import dev.millrace.connector.rest.manifest.Manifest;
import dev.millrace.connector.rest.manifest.Settings;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Cases that were recorded without their record expander: tries those that the answer has a place for. */
public final class ExpanderSearch {

    private ExpanderSearch() {}

    /** Whether some expander makes the records of a body. */
    public static boolean finds(List<String> path, @Nullable Object body, @Nullable Object expected) {
        Set<List<String>> places = new LinkedHashSet<>();
        places.add(List.of("items"));
        gather(body, List.of(), places);
        for (List<String> place : places) {
            for (boolean keepsOriginal : List.of(false, true)) {
                for (String empty : List.of("skip", "emit_parent")) {
                    List<Object> records = new ArrayList<>();
                    extractor(path, place, keepsOriginal, empty).extract(body, records::add);
                    if (Json.MAPPER.valueToTree(records).equals(Json.MAPPER.valueToTree(expected))) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** The ends of paths to lists, with names as they are or any. */
    private static void gather(@Nullable Object node, List<String> path, Set<List<String>> places) {
        if (node instanceof Map<?, ?> map) {
            map.forEach((name, value) -> below(value, path, String.valueOf(name), places));
            map.values().forEach(value -> below(value, path, "*", places));
        } else if (node instanceof List<?> list) {
            for (int from = 0; from < path.size(); from++) {
                places.add(path.subList(from, path.size()));
            }
            list.forEach(item -> below(item, path, "*", places));
        }
    }

    private static void below(@Nullable Object value, List<String> path, String step, Set<List<String>> places) {
        List<String> longer = new ArrayList<>(path);
        longer.add(step);
        gather(value, longer, places);
    }

    private static Extractor extractor(List<String> path, List<String> place, boolean keepsOriginal, String empty) {
        String manifest = """
                {"type": "DeclarativeSource", "version": "6.0.0", "check": {"type": "CheckStream", "stream_names": ["a"]},
                 "streams": [{"name": "a", "retriever": {"requester": {"url_base": "https://a.test"}, "record_selector": {
                   "extractor": {"field_path": %s, "record_expander": {"type": "RecordExpander",
                     "expand_records_from_field": %s, "remain_original_record": %s, "on_no_records": "%s"}}}}}]}
                """.formatted(Json.write(path), Json.write(place), keepsOriginal, empty);
        Component stream = Manifest.parse(manifest)
                .root(new Settings(Map.of(), Clock.systemUTC()))
                .children("streams")
                .getFirst();
        return Extractor.of(stream.requiredChild("retriever")
                .requiredChild("record_selector")
                .child("extractor"));
    }
}

package dev.millrace.connector.rest.guess;

import dev.millrace.connector.rest.manifest.Tree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The records of an answer.
 *
 * @param path of names that leads to them; none where the answer is a list, an object, or lines
 * @param count how many there are on the page
 * @param records the first of them
 * @param lines whether each is a line of its own
 * @param single whether the answer itself is the one record
 */
record FoundRecords(List<String> path, long count, List<Map<String, Object>> records, boolean lines, boolean single) {

    /** What lists of records are called where there is none to be seen. */
    private static final Set<String> USUAL_NAMES =
            Set.of("data", "items", "results", "records", "value", "values", "rows", "entries", "content", "list");

    /** What a record is known by, the likeliest first. */
    private static final List<String> KEYS = List.of("id", "_id", "uuid", "guid", "ID", "Id", "key");

    FoundRecords {
        path = List.copyOf(path);
        records = List.copyOf(records);
    }

    /** The largest list of objects, JSON lines, or a single object; empty where there is none of them. */
    static Optional<FoundRecords> in(JsonSample sample) {
        if (sample.isLines()) {
            List<Map<String, Object>> lines = objects(sample.roots());
            return lines.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new FoundRecords(List.of(), lines.size(), lines, true, false));
        }
        if (sample.root() instanceof List<?> list) {
            List<Map<String, Object>> items = objects(list);
            return items.size() < list.size()
                    ? Optional.empty()
                    : Optional.of(new FoundRecords(
                            List.of(), sample.lists().getOrDefault(List.of(), 0L), items, false, false));
        }
        return Optional.of(largest(sample)
                .or(() -> empty(sample))
                .orElseGet(() -> new FoundRecords(List.of(), 1, List.of(Tree.mapOrEmpty(sample.root())), false, true)));
    }

    /** Those that a path of names leads to. */
    static Optional<FoundRecords> at(JsonSample sample, List<String> path) {
        Object found = sample.at(path);
        if (found instanceof Map<?, ?> object) {
            return Optional.of(new FoundRecords(path, 1, List.of(Tree.asMap(object)), false, false));
        }
        return found instanceof List<?> list && objects(list).size() == list.size()
                ? Optional.of(new FoundRecords(
                        path, sample.lists().getOrDefault(path, (long) list.size()), objects(list), false, false))
                : Optional.empty();
    }

    private static Optional<FoundRecords> largest(JsonSample sample) {
        return sample.lists().entrySet().stream()
                .filter(list -> list.getValue() > 0)
                .filter(list -> isOfObjects(sample.at(list.getKey())))
                .max(Map.Entry.<List<String>, Long>comparingByValue()
                        .thenComparing(list -> list.getKey().size(), Comparator.reverseOrder()))
                .flatMap(list -> at(sample, list.getKey()));
    }

    private static boolean isOfObjects(@Nullable Object list) {
        return list instanceof List<?> items && objects(items).size() == items.size();
    }

    private static Optional<FoundRecords> empty(JsonSample sample) {
        return sample.lists().keySet().stream()
                .filter(path -> !path.isEmpty() && USUAL_NAMES.contains(path.getLast()))
                .filter(path -> sample.at(path) instanceof List<?> items && items.isEmpty())
                .min(Comparator.comparingInt(List::size))
                .map(path -> new FoundRecords(path, 0, List.of(), false, false));
    }

    private static List<Map<String, Object>> objects(List<?> items) {
        List<Map<String, Object>> objects = new ArrayList<>();
        for (Object item : items) {
            if (item instanceof Map<?, ?> object) {
                objects.add(Tree.asMap(object));
            }
        }
        return objects;
    }

    /** A field of another value in every record that was seen. */
    Optional<String> key() {
        return records.isEmpty() || single
                ? Optional.empty()
                : KEYS.stream().filter(this::identifies).findFirst();
    }

    private boolean identifies(String field) {
        Set<Object> seen = new HashSet<>();
        return records.stream().allMatch(record -> {
            Object value = record.get(field);
            return (value instanceof Number || value instanceof String) && seen.add(value);
        });
    }

    /** Whether another page has records, and others than this one. */
    boolean differsFrom(FoundRecords other) {
        return !records.isEmpty()
                && !other.records.isEmpty()
                && !records.getFirst().equals(other.records.getFirst());
    }
}

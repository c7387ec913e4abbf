package dev.millrace.connector.rest.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The way to a part of a record or of an answer, as a list of keys and indexes. Keys may be globs ({@code *}, {@code ?}, {@code [abc]}),
 * where values are looked for or deleted; {@code **} stands for any number of levels.
 *
 * <p>The rules are those of the library dpath, which the manifest format is defined by. That includes its oddities: an item in the midst of
 * a list is not deleted but becomes null.
 */
public final class RecordPath {
    private static final String ANY_DEPTH = "**";

    private final List<String> segments;
    private final List<Glob> globs;

    private RecordPath(List<String> segments) {
        this.segments = segments;
        this.globs = segments.stream().map(Glob::of).toList();
    }

    /**
     * The path of these keys and indexes.
     *
     * @param segments texts or numbers
     */
    public static RecordPath of(List<?> segments) {
        return new RecordPath(segments.stream().map(PythonText::str).toList());
    }

    /**
     * The records of an answer: the items of a list, a value alone as the only record, nothing where the path leads nowhere or to
     * something empty. With a key {@code *} all that match are records.
     */
    public List<Object> extract(@Nullable Object body) {
        Object extracted = body;
        if (segments.contains("*")) {
            extracted = all(body);
        } else if (!segments.isEmpty()) {
            extracted = get(body).orElse(List.of());
        }
        if (extracted instanceof List<?> items) {
            return new ArrayList<>(items);
        }
        return extracted != null && PythonValues.isTrue(extracted) ? List.of(extracted) : List.of();
    }

    /**
     * The value that the path leads to, unless there is none or it is null.
     *
     * @throws IllegalArgumentException when it leads to several
     */
    public Optional<Object> get(@Nullable Object root) {
        List<Object> found = all(root);
        if (found.size() > 1) {
            throw new IllegalArgumentException("The path " + segments + " leads to more than one value.");
        }
        return found.isEmpty() ? Optional.empty() : Optional.ofNullable(found.getFirst());
    }

    /** All values that the path leads to. */
    public List<Object> all(@Nullable Object root) {
        List<Object> found = new ArrayList<>();
        visit(root, 0, new ArrayList<>(), place -> found.add(place.value()));
        return found;
    }

    /**
     * Puts a value where the path leads to, and makes what is missing on the way: a list where an index follows, a map otherwise. The
     * keys are taken as they are, not as globs.
     *
     * @throws IllegalArgumentException when a value on the way is neither a map nor a list
     */
    public void set(Map<String, Object> record, @Nullable Object value) {
        Object current = record;
        for (int i = 0; i < segments.size() - 1; i++) {
            Object next = child(current, segments.get(i));
            if (next == null) {
                next = isIndex(segments.get(i + 1)) ? new LocalList() : new LocalMap();
                put(current, segments.get(i), next);
            }
            current = next;
        }
        put(current, segments.getLast(), value);
    }

    private static @Nullable Object child(Object parent, String segment) {
        if (parent instanceof List<?> list && isIndex(segment)) {
            int index = Integer.parseInt(segment);
            return index < list.size() ? list.get(index) : null;
        }
        return parent instanceof Map<?, ?> map ? map.get(segment) : null;
    }

    @SuppressWarnings("unchecked")
    private void put(Object parent, String segment, @Nullable Object value) {
        if (parent instanceof Map<?, ?> map) {
            ((Map<String, Object>) map).put(segment, value);
        } else if (parent instanceof List<?> && isIndex(segment)) {
            List<Object> list = (List<Object>) parent;
            int index = Integer.parseInt(segment);
            Limits.requireLength(index);
            while (list.size() <= index) {
                list.add(null);
            }
            list.set(index, value);
        } else {
            throw new IllegalArgumentException("The field " + String.join(".", segments)
                    + " can't be added: what is at a part of its path is neither an object nor a list.");
        }
    }

    private static boolean isIndex(String segment) {
        return !segment.isEmpty() && segment.length() < 8 && segment.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** Deletes all that the path leads to, if there is anything. */
    public void delete(Map<String, Object> record) {
        List<Place> places = new ArrayList<>();
        visit(record, 0, new ArrayList<>(), places::add);
        places.forEach(place -> remove(record, place));
    }

    /** Deletes the values that are to be deleted by what they are, wherever they stand: texts, numbers, booleans and nulls. */
    public static void deleteValues(Map<String, Object> record, Predicate<@Nullable Object> unwanted) {
        List<Place> places = new ArrayList<>();
        walk(record, new ArrayList<>(), place -> {
            boolean isValue = !(place.value() instanceof Map<?, ?>) && !(place.value() instanceof List<?>);
            if (isValue && unwanted.test(place.value())) {
                places.add(place);
            }
        });
        places.forEach(place -> remove(record, place));
    }

    private static void remove(Map<String, Object> record, Place place) {
        Object parent = record;
        for (Object key : place.path().subList(0, place.path().size() - 1)) {
            parent = parent instanceof Map<?, ?> map
                    ? map.get(key)
                    : parent instanceof List<?> list && (Integer) key < list.size() ? list.get((Integer) key) : null;
        }
        Object key = place.path().getLast();
        if (parent instanceof Map<?, ?> map) {
            map.remove(key);
        } else if (parent instanceof List<?> list && (Integer) key < list.size()) {
            int index = (Integer) key;
            if (index == list.size() - 1) {
                list.remove(index);
            } else {
                list.set(index, null);
            }
        }
    }

    /** A value and the keys that lead to it. */
    private record Place(List<Object> path, @Nullable Object value) {}

    /** What takes a place that has been found. */
    @FunctionalInterface
    private interface Visitor {
        void found(Place place);
    }

    private void visit(@Nullable Object value, int depth, List<Object> path, Visitor visitor) {
        if (segments.contains(ANY_DEPTH)) {
            walk(value, path, place -> {
                if (matches(place.path(), 0, 0)) {
                    visitor.found(place);
                }
            });
        } else if (depth == segments.size()) {
            if (depth > 0) {
                visitor.found(new Place(List.copyOf(path), value));
            }
        } else {
            descend(value, depth, path, visitor);
        }
    }

    private void descend(@Nullable Object value, int depth, List<Object> path, Visitor visitor) {
        Glob glob = globs.get(depth);
        if (value instanceof Map<?, ?> map) {
            if (glob.isPlain()) {
                if (map.containsKey(segments.get(depth))) {
                    step(segments.get(depth), map.get(segments.get(depth)), depth, path, visitor);
                }
                return;
            }
            map.forEach((key, child) -> {
                if (glob.matches(String.valueOf(key))) {
                    step(String.valueOf(key), child, depth, path, visitor);
                }
            });
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                if (glob.matches(String.valueOf(i))) {
                    step(i, list.get(i), depth, path, visitor);
                }
            }
        }
    }

    private void step(Object key, @Nullable Object child, int depth, List<Object> path, Visitor visitor) {
        path.add(key);
        visit(child, depth + 1, path, visitor);
        path.removeLast();
    }

    /** All places, those of one level before those within them. */
    private static void walk(@Nullable Object value, List<Object> path, Visitor visitor) {
        List<Place> children = new ArrayList<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, child) -> children.add(new Place(extended(path, key), child)));
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                children.add(new Place(extended(path, i), list.get(i)));
            }
        }
        children.forEach(visitor::found);
        children.forEach(child -> walk(child.value(), child.path(), visitor));
    }

    private static List<Object> extended(List<Object> path, Object key) {
        List<Object> extended = new ArrayList<>(path);
        extended.add(key);
        return extended;
    }

    private boolean matches(List<Object> path, int position, int segment) {
        if (segment == segments.size()) {
            return position == path.size();
        }
        if (segments.get(segment).equals(ANY_DEPTH)) {
            return matches(path, position, segment + 1)
                    || (position < path.size() && matches(path, position + 1, segment));
        }
        return position < path.size()
                && globs.get(segment).matches(String.valueOf(path.get(position)))
                && matches(path, position + 1, segment + 1);
    }
}

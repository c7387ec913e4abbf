package dev.millrace.connector.rest.slice;

import dev.millrace.connector.rest.expression.HasAttributes;
import dev.millrace.connector.rest.manifest.Tree;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A part of a stream that is requested by itself: one partition, and of it one interval of the cursor. Expressions see it as
 * the map of both.
 */
public final class StreamSlice extends AbstractMap<String, Object> implements HasAttributes {

    /** The extra field that holds the first page of the slice, where a record of its parent brought it along. */
    public static final String FIRST_PAGE = "child_response";

    /** The one slice of a stream that has no parts. */
    public static final StreamSlice WHOLE = new StreamSlice(Map.of(), Map.of(), Map.of());

    private final Map<String, Object> partition;
    private final Map<String, Object> interval;
    private final Map<String, Object> extraFields;
    private final Map<String, Object> merged = new LinkedHashMap<>();

    /** A slice of what its names say. */
    public StreamSlice(Map<String, Object> partition, Map<String, Object> interval, Map<String, Object> extraFields) {
        this.partition = partition;
        this.interval = interval;
        this.extraFields = extraFields;
        merged.putAll(partition);
        merged.putAll(interval);
    }

    /** Which partition: the fields that routers give. */
    public Map<String, Object> partition() {
        return partition;
    }

    /** Which interval of the cursor. */
    public Map<String, Object> interval() {
        return interval;
    }

    /** What a parent's record adds for expressions, without being part of the state. */
    public Map<String, Object> extraFields() {
        return extraFields;
    }

    /** The same partition with an interval. */
    public StreamSlice during(Map<String, Object> cursor) {
        return new StreamSlice(partition, cursor, extraFields);
    }

    /** The same slice with more for expressions to see. */
    public StreamSlice knowing(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(extraFields);
        more.put(name, value);
        return new StreamSlice(partition, interval, more);
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        return merged.entrySet();
    }

    @Override
    public Optional<Object> attribute(String name) {
        return switch (name) {
            case "extra_fields" -> Optional.of(extraFields);
            case "partition", "_partition" -> Optional.of(partition);
            case "cursor_slice", "_cursor_slice" -> Optional.of(interval);
            default -> Optional.empty();
        };
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
        return merged.get(key);
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return merged.containsKey(key);
    }

    /** A copy whose maps nobody else has, for a state. */
    public Map<String, Object> partitionCopy() {
        return Tree.copy(partition);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }
}

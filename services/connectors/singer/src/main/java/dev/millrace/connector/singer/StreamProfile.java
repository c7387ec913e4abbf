package dev.millrace.connector.singer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.LogicalType;
import dev.millrace.connector.spi.Stream;
import dev.millrace.connector.spi.json.JsonShape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known of a stream: the union of all its SCHEMA messages, so that one table holds every record. */
final class StreamProfile {

    /** The mark of a deleted row. Taps of change logs add it to records whose SCHEMA does not have it. */
    static final String DELETED_AT = "_sdc_deleted_at";

    private static final JsonShape AS_WRITTEN = new JsonShape(Set.of(JsonShape.Form.TEXT));

    private final String name;
    private final Map<String, JsonShape> fields = new LinkedHashMap<>();
    private @Nullable List<String> key;
    private @Nullable String bookmark;
    private boolean widened;

    StreamProfile(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /**
     * Adds what a SCHEMA says.
     *
     * @throws dev.millrace.kernel.MillraceException with {@code SOURCE_UNREADABLE} when no table can be made of it
     */
    void describe(SingerMessage.Schema message, long line) {
        describe(message, "Line " + line + " of the Singer messages is a SCHEMA of \"" + name + "\" that");
    }

    /** @param who begins the message of what is wrong */
    void describe(SingerMessage.Schema message, String who) {
        JsonNode properties = message.schema().path("properties");
        if (!properties.isObject() || properties.isEmpty()) {
            throw MessageParser.malformed(who + " declares no properties");
        }
        properties
                .properties()
                .forEach(property -> fields.merge(
                        property.getKey(), JsonShape.of(property.getValue(), message.schema()), JsonShape::or));
        for (String part : message.keyProperties()) {
            if (!fields.containsKey(part)) {
                throw MessageParser.malformed(who + " has the key \"" + part + "\", which is not among its properties");
            }
        }
        if (key != null && !key.equals(message.keyProperties())) {
            throw MessageParser.malformed(who + " has another key than the SCHEMA before it");
        }
        key = message.keyProperties();
        message.bookmarkProperties().stream()
                .filter(fields::containsKey)
                .findFirst()
                .ifPresent(field -> bookmark = field);
    }

    /** Notes that records bear the mark of deleted rows. As text: no SCHEMA says its form, and real ones are odd. */
    void markDeleted() {
        fields.putIfAbsent(DELETED_AT, AS_WRITTEN);
    }

    /** Whether the stream may still be loaded again with wider fields, which happens once. */
    boolean widenOnce() {
        boolean first = !widened;
        widened = true;
        return first;
    }

    /** The fields that identify a record. */
    List<String> key() {
        return key == null ? List.of() : key;
    }

    List<String> fieldNames() {
        return List.copyOf(fields.keySet());
    }

    /** The shape of a field, if there is one of the name. */
    Optional<JsonShape> shape(String field) {
        return Optional.ofNullable(fields.get(field));
    }

    Stream stream(@Nullable Long records) {
        return new Stream(name, describedFields(), key(), bookmark, true, records);
    }

    /** The stream of an input that holds what is new: it needs no cursor for that, and what has no key is added. */
    Stream deliveredStream(@Nullable Long records) {
        return new Stream(name, describedFields(), key(), null, true, records, true);
    }

    private List<Field> describedFields() {
        List<Field> described = new ArrayList<>();
        fields.forEach((field, shape) -> {
            LogicalType type = shape.type();
            described.add(Field.of(field, type, !key().contains(field)));
        });
        return described;
    }
}

package dev.millrace.connector.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * How far a table is.
 *
 * @param cursor the greatest cursor value that was read, as PostgreSQL's text; null when no row had one
 * @param complete whether the whole table was read, which ends a full refresh
 * @param lastKey while all is read by the primary key: what is behind it remains, as PostgreSQL's text by column; else
 *     empty. The cursor is then where the first increment will begin
 * @param position in the log, up to which all changes were read, as PostgreSQL writes it: {@code 16/B374D848}; null when the
 *     table is not read from the log. While all is read, where that began: changes are read from there
 */
record PostgresState(
        @Nullable String cursor,
        boolean complete,
        SequencedMap<String, String> lastKey,
        @Nullable String position) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Nothing was read yet. */
    static final PostgresState NONE = atCursor(null);

    PostgresState {
        lastKey = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(lastKey));
    }

    static PostgresState parse(@Nullable String text) {
        if (text == null) {
            return NONE;
        }
        try {
            JsonNode json = JSON.readTree(text);
            SequencedMap<String, String> lastKey = new LinkedHashMap<>();
            for (JsonNode part : json.path("lastKey")) {
                lastKey.put(part.path("column").asText(), part.path("value").asText());
            }
            return new PostgresState(
                    text(json, "cursor"), json.path("complete").asBoolean(false), lastKey, text(json, "position"));
        } catch (JsonProcessingException e) {
            throw new MillraceException(ErrorCode.INTERNAL, "The checkpoint of the database can't be read.", e);
        }
    }

    private static @Nullable String text(JsonNode json, String name) {
        return json.hasNonNull(name) ? json.get(name).asText() : null;
    }

    static PostgresState atCursor(@Nullable String cursor) {
        return new PostgresState(cursor, false, new LinkedHashMap<>(), null);
    }

    /** After the last row of a full refresh. */
    static PostgresState whole() {
        return new PostgresState(null, true, new LinkedHashMap<>(), null);
    }

    /** All rows up to a key, of one whole number, were read. */
    static PostgresState atKey(String column, long last) {
        SequencedMap<String, String> only = new LinkedHashMap<>();
        only.put(column, Long.toString(last));
        return new PostgresState(null, false, only, null);
    }

    static PostgresState atPosition(String position) {
        return new PostgresState(null, false, new LinkedHashMap<>(), position);
    }

    /** The same, of a table that is followed from this position on. */
    PostgresState withPosition(String began) {
        return new PostgresState(cursor, complete, lastKey, began);
    }

    String toJson() {
        ObjectNode json = JSON.createObjectNode().put("cursor", cursor).put("complete", complete);
        // A list: the destination's JSON keeps no order of an object's fields.
        for (Map.Entry<String, String> part : lastKey.entrySet()) {
            json.withArray("lastKey").addObject().put("column", part.getKey()).put("value", part.getValue());
        }
        if (position != null) {
            json.put("position", position);
        }
        return json.toString();
    }
}

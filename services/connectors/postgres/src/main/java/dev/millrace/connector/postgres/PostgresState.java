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
 * @param lastKey while all is read in the order of the primary key: that of the last row, as PostgreSQL's text by column; else
 *     empty. The cursor is then where the first increment will begin
 */
record PostgresState(@Nullable String cursor, boolean complete, SequencedMap<String, String> lastKey) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Nothing was read yet. */
    static final PostgresState NONE = new PostgresState(null, false);

    PostgresState {
        lastKey = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(lastKey));
    }

    PostgresState(@Nullable String cursor, boolean complete) {
        this(cursor, complete, new LinkedHashMap<>());
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
                    json.hasNonNull("cursor") ? json.get("cursor").asText() : null,
                    json.path("complete").asBoolean(false),
                    lastKey);
        } catch (JsonProcessingException e) {
            throw new MillraceException(ErrorCode.INTERNAL, "The checkpoint of the database can't be read.", e);
        }
    }

    String toJson() {
        ObjectNode json = JSON.createObjectNode().put("cursor", cursor).put("complete", complete);
        if (!lastKey.isEmpty()) {
            // A list: the destination's JSON keeps no order of an object's fields.
            for (Map.Entry<String, String> part : lastKey.entrySet()) {
                json.withArray("lastKey")
                        .addObject()
                        .put("column", part.getKey())
                        .put("value", part.getValue());
            }
        }
        return json.toString();
    }
}

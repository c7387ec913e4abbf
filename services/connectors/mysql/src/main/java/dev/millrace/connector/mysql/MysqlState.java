package dev.millrace.connector.mysql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import org.jspecify.annotations.Nullable;

/**
 * How far a table is.
 *
 * @param cursor of an incremental read: the greatest cursor value that was read, as text; null when no row had one
 * @param key of a full refresh: the primary key of the last row that was read, as text; null at the beginning
 * @param complete whether the whole table was read, which ends a full refresh
 */
record MysqlState(@Nullable String cursor, @Nullable String key, boolean complete) {

    static final MysqlState BEGINNING = new MysqlState(null, null, false);

    private static final ObjectMapper JSON = new ObjectMapper();

    static MysqlState parse(@Nullable String text) {
        if (text == null) {
            return BEGINNING;
        }
        try {
            JsonNode json = JSON.readTree(text);
            return new MysqlState(
                    text(json, "cursor"),
                    text(json, "key"),
                    json.path("complete").asBoolean(false));
        } catch (JsonProcessingException e) {
            throw new MillraceException(ErrorCode.INTERNAL, "The checkpoint of the database can't be read.", e);
        }
    }

    private static @Nullable String text(JsonNode json, String name) {
        return json.hasNonNull(name) ? json.get(name).asText() : null;
    }

    static MysqlState atCursor(@Nullable String cursor) {
        return new MysqlState(cursor, null, false);
    }

    static MysqlState atKey(@Nullable String key) {
        return new MysqlState(null, key, false);
    }

    static MysqlState whole() {
        return new MysqlState(null, null, true);
    }

    String toJson() {
        return JSON.createObjectNode()
                .put("cursor", cursor)
                .put("key", key)
                .put("complete", complete)
                .toString();
    }
}

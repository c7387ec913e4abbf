package dev.millrace.connector.mysql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import org.jspecify.annotations.Nullable;

/**
 * How far a table is.
 *
 * @param cursor of an incremental read: the greatest cursor value that was read, as text; null when no row had one
 * @param key of a full refresh: the primary key of the last row that was read, as text; null at the beginning
 * @param complete whether the whole table was read, which ends a full refresh
 * @param position of a table that is followed: everything before it in the log is done with once the table was read as a whole
 */
record MysqlState(
        @Nullable String cursor,
        @Nullable String key,
        boolean complete,
        @Nullable String position) {

    static final MysqlState BEGINNING = new MysqlState(null, null, false, null);

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
                    json.path("complete").asBoolean(false),
                    text(json, "position"));
        } catch (JsonProcessingException e) {
            throw new MillraceException(ErrorCode.INTERNAL, "The checkpoint of the database can't be read.", e);
        }
    }

    private static @Nullable String text(JsonNode json, String name) {
        return json.hasNonNull(name) ? json.get(name).asText() : null;
    }

    static MysqlState atCursor(@Nullable String cursor) {
        return new MysqlState(cursor, null, false, null);
    }

    static MysqlState atKey(@Nullable String key) {
        return new MysqlState(null, key, false, null);
    }

    /** All of the table was read. */
    static MysqlState whole() {
        return new MysqlState(null, null, true, null);
    }

    /** The same, with the position of the log that the read began at. */
    MysqlState withPosition(@Nullable String began) {
        return new MysqlState(cursor, key, complete, began);
    }

    String toJson() {
        ObjectNode json =
                JSON.createObjectNode().put("cursor", cursor).put("key", key).put("complete", complete);
        return (position == null ? json : json.put("position", position)).toString();
    }
}

package dev.millrace.connector.postgres;

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
 * @param cursor the greatest cursor value that was read, as PostgreSQL's text; null when no row had one
 * @param complete whether the whole table was read, which ends a full refresh
 * @param position in the log, up to which all changes were read, as PostgreSQL writes it: {@code 16/B374D848}; null when the
 *     table is not read from the log
 */
record PostgresState(
        @Nullable String cursor, boolean complete, @Nullable String position) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static PostgresState parse(@Nullable String text) {
        if (text == null) {
            return atCursor(null);
        }
        try {
            JsonNode json = JSON.readTree(text);
            return new PostgresState(
                    text(json, "cursor"), json.path("complete").asBoolean(false), text(json, "position"));
        } catch (JsonProcessingException e) {
            throw new MillraceException(ErrorCode.INTERNAL, "The checkpoint of the database can't be read.", e);
        }
    }

    private static @Nullable String text(JsonNode json, String name) {
        return json.hasNonNull(name) ? json.get(name).asText() : null;
    }

    static PostgresState atCursor(@Nullable String cursor) {
        return new PostgresState(cursor, false, null);
    }

    static PostgresState atPosition(String position) {
        return new PostgresState(null, false, position);
    }

    String toJson() {
        ObjectNode json = JSON.createObjectNode().put("cursor", cursor).put("complete", complete);
        if (position != null) {
            json.put("position", position);
        }
        return json.toString();
    }
}

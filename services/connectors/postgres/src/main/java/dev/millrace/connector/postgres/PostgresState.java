package dev.millrace.connector.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import org.jspecify.annotations.Nullable;

/**
 * How far a table is.
 *
 * @param cursor the greatest cursor value that was read, as PostgreSQL's text; null when no row had one
 * @param complete whether the whole table was read, which ends a full refresh
 */
record PostgresState(@Nullable String cursor, boolean complete) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static PostgresState parse(@Nullable String text) {
        if (text == null) {
            return new PostgresState(null, false);
        }
        try {
            JsonNode json = JSON.readTree(text);
            return new PostgresState(
                    json.hasNonNull("cursor") ? json.get("cursor").asText() : null,
                    json.path("complete").asBoolean(false));
        } catch (JsonProcessingException e) {
            throw new MillraceException(ErrorCode.INTERNAL, "The checkpoint of the database can't be read.", e);
        }
    }

    String toJson() {
        return JSON.createObjectNode()
                .put("cursor", cursor)
                .put("complete", complete)
                .toString();
    }
}

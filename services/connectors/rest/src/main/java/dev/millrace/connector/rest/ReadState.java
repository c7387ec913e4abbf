package dev.millrace.connector.rest;

import dev.millrace.connector.rest.answer.Json;
import dev.millrace.connector.rest.manifest.Tree;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a checkpoint of a stream says.
 *
 * @param state of the manifest's cursor; empty when there is none
 * @param whole whether a stream that is read as a whole has been read to its end
 */
record ReadState(Map<String, Object> state, boolean whole) {

    static final ReadState BEGINNING = new ReadState(Map.of(), false);

    static ReadState parse(@Nullable String json) {
        if (json == null) {
            return BEGINNING;
        }
        try {
            Map<String, Object> fields = Tree.mapOrEmpty(Json.read(json.getBytes(StandardCharsets.UTF_8)));
            return new ReadState(Tree.mapOrEmpty(fields.get("state")), Boolean.TRUE.equals(fields.get("whole")));
        } catch (IOException e) {
            throw new MillraceException(
                    ErrorCode.SOURCE_UNREADABLE,
                    "The state of the stream is not one of a manifest. Reset the stream, and run again.",
                    e);
        }
    }

    String toJson() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("state", state);
        fields.put("whole", whole);
        return Json.write(fields);
    }
}

package dev.millrace.cli.singer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The source that the parts come to, as the API tells of it.
 *
 * @param parts that it is configured with
 * @param waiting streams with rows in them that the tap has not activated yet
 */
record RemoteSource(String id, String name, String connector, List<UploadedPart> parts, List<String> waiting) {

    RemoteSource {
        parts = List.copyOf(parts);
        waiting = List.copyOf(waiting);
    }

    /** A part that is at Millrace. */
    record UploadedPart(String id, String fileName) {}

    static RemoteSource of(JsonNode json) {
        List<UploadedPart> parts = new ArrayList<>();
        for (JsonNode upload : json.path("configuration").path("uploads")) {
            parts.add(new UploadedPart(
                    upload.path("id").asText(), upload.path("fileName").asText()));
        }
        List<String> waiting = new ArrayList<>();
        for (JsonNode stream : json.path("configuration").path("waiting")) {
            waiting.add(stream.asText());
        }
        return new RemoteSource(
                json.path("id").asText(),
                json.path("name").asText(),
                json.path("connector").asText(),
                parts,
                waiting);
    }
}

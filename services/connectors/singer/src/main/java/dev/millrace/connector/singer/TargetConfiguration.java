package dev.millrace.connector.singer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.kernel.UploadId;
import java.util.ArrayList;
import java.util.List;

/**
 * The parts of what a tap writes that are read now: the newest, and before it those with rows that wait for ACTIVATE_VERSION.
 *
 * @param uploads in their order
 */
record TargetConfiguration(List<UploadId> uploads) {

    static final String SCHEMA = """
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "type": "object",
              "required": ["uploads"],
              "properties": {
                "uploads": {
                  "type": "array", "minItems": 1, "title": "Parts",
                  "description": "What the tap wrote last. Pipe a tap into millrace singer-target, which sends it.",
                  "items": {
                    "type": "object",
                    "required": ["id", "fileName"],
                    "properties": {
                      "id": {"type": "string", "format": "uuid", "title": "Upload", "description": "Id of the upload."},
                      "fileName": {"type": "string", "minLength": 1, "title": "File name", "description": "What the part is called."}
                    }
                  }
                },
                "waiting": {
                  "type": "array", "title": "Waiting streams",
                  "description": "Streams with rows in these parts that the tap has not activated yet.",
                  "items": {"type": "string"}
                }
              },
              "additionalProperties": false
            }
            """;

    TargetConfiguration {
        uploads = List.copyOf(uploads);
    }

    static TargetConfiguration parse(String text) {
        try {
            List<UploadId> uploads = new ArrayList<>();
            for (JsonNode upload : MessageParser.JSON.readTree(text).path("uploads")) {
                uploads.add(UploadId.fromString(upload.path("id").asText("")));
            }
            if (uploads.isEmpty()) {
                throw new MillraceException(
                        ErrorCode.INVALID_CONFIGURATION,
                        "No part has come yet. Pipe a tap into millrace singer-target.");
            }
            return new TargetConfiguration(uploads);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new MillraceException(
                    ErrorCode.INVALID_CONFIGURATION, "A part can't be found. Run millrace singer-target again.", e);
        }
    }
}

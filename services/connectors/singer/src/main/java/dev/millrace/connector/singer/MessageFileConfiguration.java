package dev.millrace.connector.singer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.kernel.UploadId;

/**
 * Which upload holds the messages. Where files are dropped, {@code fileEndings} and {@code firstLine} tell those of this
 * connector from the JSON lines of others.
 */
record MessageFileConfiguration(UploadId upload) {

    static final String SCHEMA = """
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "type": "object",
              "required": ["uploads"],
              "properties": {
                "uploads": {
                  "type": "array", "minItems": 1, "maxItems": 1, "title": "File of messages",
                  "description": "What a Singer tap wrote: one JSON message on each line.",
                  "fileEndings": ["singer", "jsonl", "ndjson"],
                  "firstLine": "^ *[{](?=.*\\"type\\" *: *\\"(SCHEMA|STATE|RECORD|BATCH|ACTIVATE_VERSION)\\")(?=.*\\"(stream|value)\\" *:)",
                  "items": {
                    "type": "object",
                    "required": ["id", "fileName"],
                    "properties": {
                      "id": {"type": "string", "format": "uuid", "title": "Upload", "description": "Id of the upload."},
                      "fileName": {"type": "string", "minLength": 1, "title": "File name", "description": "What the file is called."}
                    }
                  }
                }
              },
              "additionalProperties": false
            }
            """;

    static MessageFileConfiguration parse(String text) {
        try {
            JsonNode uploads = MessageParser.JSON.readTree(text).path("uploads");
            if (uploads.size() != 1) {
                throw new MillraceException(
                        ErrorCode.INVALID_CONFIGURATION, "Upload one file of Singer messages: what one tap wrote.");
            }
            return new MessageFileConfiguration(
                    UploadId.fromString(uploads.get(0).path("id").asText("")));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new MillraceException(
                    ErrorCode.INVALID_CONFIGURATION, "The upload can't be found. Upload the file again.", e);
        }
    }
}

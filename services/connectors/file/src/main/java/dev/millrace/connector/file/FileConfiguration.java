package dev.millrace.connector.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.kernel.UploadId;
import java.util.ArrayList;
import java.util.List;

/** Which uploads to read. */
record FileConfiguration(List<UploadedFile> uploads) {

    /** An upload and what its file was called. */
    record UploadedFile(UploadId id, String fileName) {}

    static final String SCHEMA = """
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "type": "object",
              "required": ["uploads"],
              "properties": {
                "uploads": {
                  "type": "array", "minItems": 1, "title": "Files",
                  "description": "CSV, TSV, Excel (.xlsx), JSON lines or Parquet, packed by gzip or ZIP too. Each file becomes a table, each sheet of a workbook too.",
                  "fileEndings": ["csv", "tsv", "txt", "xlsx", "json", "jsonl", "ndjson", "parquet", "gz", "zip"],
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

    private static final ObjectMapper JSON = new ObjectMapper();

    FileConfiguration {
        uploads = List.copyOf(uploads);
    }

    static FileConfiguration parse(String text) {
        try {
            List<UploadedFile> uploads = new ArrayList<>();
            for (JsonNode upload : JSON.readTree(text).path("uploads")) {
                String fileName = upload.path("fileName").asText("").strip();
                uploads.add(new UploadedFile(
                        UploadId.fromString(upload.path("id").asText("")), fileName.isEmpty() ? "file" : fileName));
            }
            if (uploads.isEmpty()) {
                throw new MillraceException(
                        ErrorCode.INVALID_CONFIGURATION, "No file has been uploaded. Choose at least one.");
            }
            return new FileConfiguration(uploads);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new MillraceException(
                    ErrorCode.INVALID_CONFIGURATION, "The list of uploads can't be read. Upload the files again.", e);
        }
    }
}

package dev.millrace.connector.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a person filled in for a store: texts, of which an empty one counts as none. */
final class StoreConfiguration {

    /** The field that all stores have. */
    static final String TABLES = """
            "tables": {
              "type": "string", "enum": ["similar names", "all files", "each file"], "default": "similar names", "title": "Tables",
              "description": "What becomes one table: files whose names differ in numbers and dates only, all files, or each file by itself.",
              "order": 90, "advanced": true
            }""";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode fields;

    StoreConfiguration(String text) {
        try {
            this.fields = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new MillraceException(
                    ErrorCode.INVALID_CONFIGURATION, "The configuration is no JSON. Connect the source anew.", e);
        }
    }

    @Nullable
    String optional(String field) {
        String text = fields.path(field).asText("").strip();
        return text.isEmpty() ? null : text;
    }

    String required(String field, String advice) {
        String text = optional(field);
        if (text == null) {
            throw new MillraceException(ErrorCode.INVALID_CONFIGURATION, advice);
        }
        return text;
    }

    String orElse(String field, String usual) {
        String text = optional(field);
        return text == null ? usual : text;
    }

    int number(String field, int usual) {
        return fields.path(field).asInt(usual);
    }

    List<String> list(String field) {
        List<String> texts = new ArrayList<>();
        fields.path(field).forEach(text -> {
            if (!text.asText("").isBlank()) {
                texts.add(text.asText().strip());
            }
        });
        return texts;
    }

    @Nullable
    URI address(String field) {
        String text = optional(field);
        if (text == null) {
            return null;
        }
        try {
            URI address = new URI(text.contains("://") ? text : "https://" + text);
            if (address.getHost() != null) {
                return address;
            }
        } catch (URISyntaxException e) {
            // Said below, as for other addresses that are none.
        }
        throw new MillraceException(
                ErrorCode.INVALID_CONFIGURATION,
                "\"" + text + "\" is no address. Write it like https://storage.example.com.");
    }

    TableNames tables() {
        String words = orElse("tables", TableNames.SIMILAR_NAMES.words());
        return Arrays.stream(TableNames.values())
                .filter(naming -> naming.words().equals(words))
                .findFirst()
                .orElseThrow(() -> new MillraceException(
                        ErrorCode.INVALID_CONFIGURATION,
                        "\"" + words + "\" is no way to make tables of files. Choose one of the list."));
    }
}

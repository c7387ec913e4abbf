package dev.millrace.syncworker;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the messages of a file come to, in the plainest way there is: all in memory, the last record of a key wins, and
 * records of a version that was replaced go. It shares nothing with the connector.
 */
final class SingerOracle {

    static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** A record and the version that it came with. */
    private record Versioned(JsonNode record, JsonNode version) {}

    private final Map<String, Map<Object, Versioned>> streams = new TreeMap<>();
    private final Map<String, JsonNode> keys = new LinkedHashMap<>();

    /** What the file that is piped in declares; fields of earlier files that it does not declare keep their values. */
    private final Map<String, Set<String>> declared = new TreeMap<>();

    /** Adds the messages of a file to those before it. */
    void pipe(Path file) throws IOException {
        declared.clear();
        for (String line : Files.readAllLines(file)) {
            if (!line.isBlank()) {
                declare(JSON.readTree(line));
            }
        }
        keys.clear();
        for (String line : Files.readAllLines(file)) {
            if (line.isBlank()) {
                continue;
            }
            JsonNode message = JSON.readTree(line);
            String stream = message.path("stream").asText();
            switch (message.path("type").asText()) {
                case "SCHEMA" -> {
                    keys.put(stream, message.path("key_properties"));
                    streams.computeIfAbsent(stream, name -> new LinkedHashMap<>());
                }
                case "RECORD" -> put(stream, message);
                case "ACTIVATE_VERSION" -> {
                    // Before the SCHEMA there is nothing that it could be about.
                    if (keys.containsKey(stream)) {
                        streams.get(stream)
                                .values()
                                .removeIf(row -> row.version().isNumber()
                                        && !row.version().equals(message.get("version")));
                    }
                }
                default -> {
                    // A STATE says nothing of rows.
                }
            }
        }
    }

    private void declare(JsonNode message) {
        Set<String> fields = declared.computeIfAbsent(message.path("stream").asText(), name -> new HashSet<>());
        message.path("schema").path("properties").fieldNames().forEachRemaining(fields::add);
        if (message.path("record").has("_sdc_deleted_at")) {
            fields.add("_sdc_deleted_at");
        }
    }

    private void put(String stream, JsonNode message) {
        Map<Object, Versioned> rows = streams.get(stream);
        JsonNode record = message.path("record");
        List<String> key = new ArrayList<>();
        keys.get(stream).forEach(part -> key.add(record.path(part.asText()).toString()));
        Object identity = key.isEmpty() ? new Object() : key;
        Versioned earlier = rows.remove(identity);
        ObjectNode row = JSON.createObjectNode();
        if (earlier != null) {
            row.setAll((ObjectNode) earlier.record());
            row.remove(declared.get(stream));
        }
        row.setAll((ObjectNode) record);
        rows.put(identity, new Versioned(row, message.path("version")));
    }

    List<JsonNode> rows(String stream) {
        return streams.get(stream).values().stream().map(Versioned::record).toList();
    }

    /** A value in the one form that says whether two are the same, as the type of its column sees them. */
    static String canonical(JsonNode value, String type) {
        if (value.isMissingNode() || value.isNull()) {
            return "null";
        }
        return switch (type) {
            case "text" -> value.isTextual() ? value.textValue() : canonical(value);
            case "timestamptz" -> instant(value.asText());
            case "time" -> LocalTime.parse(value.asText()).toString();
            default -> canonical(value);
        };
    }

    private static String instant(String text) {
        String written = text.replace(' ', 'T');
        return (written.endsWith("Z") || written.substring(10).matches(".*[+-].*")
                        ? OffsetDateTime.parse(written).toInstant()
                        : LocalDateTime.parse(written).toInstant(ZoneOffset.UTC))
                .toString();
    }

    private static String canonical(JsonNode value) {
        if (value.isObject()) {
            Map<String, String> members = new TreeMap<>();
            value.properties().forEach(member -> members.put(member.getKey(), canonical(member.getValue())));
            return members.toString();
        }
        if (value.isArray()) {
            List<String> items = new ArrayList<>();
            value.forEach(item -> items.add(canonical(item)));
            return items.toString();
        }
        if (value.isNumber()) {
            return value.decimalValue().signum() == 0
                    ? "0"
                    : value.decimalValue().stripTrailingZeros().toPlainString();
        }
        return value.toString();
    }
}

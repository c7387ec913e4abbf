package dev.millrace.connector.singer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.connector.spi.Stream;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a tap lists with {@code --discover}, and how one stream of it is selected. */
final class TapCatalog {

    private static final String METADATA = "metadata";

    /**
     * A stream as the tap lists it.
     *
     * @param name its {@code tap_stream_id}
     * @param messageName what its messages call it, which may be another name
     * @param cursor the field that tells what is new; null when everything is read each time
     */
    record TapStream(
            String name,
            String messageName,
            StreamProfile profile,
            @Nullable String cursor) {

        Stream stream() {
            Stream described = profile.stream(null);
            return new Stream(name, described.fields(), described.primaryKey(), cursor, true, null);
        }

        boolean isNamed(String stream) {
            return stream.equals(messageName) || stream.equals(name);
        }
    }

    private final JsonNode document;
    private final Map<String, TapStream> streams = new LinkedHashMap<>();

    /** Reads what the tap wrote. */
    TapCatalog(JsonNode document) {
        this.document = document;
        for (JsonNode entry : document.path("streams")) {
            TapStream stream = read(entry);
            streams.put(stream.name(), stream);
        }
        if (streams.isEmpty()) {
            throw new MillraceException(
                    ErrorCode.SOURCE_EMPTY, "The tap lists no streams. See whether its settings let it read anything.");
        }
    }

    private static TapStream read(JsonNode entry) {
        String name = entry.path("tap_stream_id").asText(entry.path("stream").asText(""));
        if (name.isEmpty()) {
            throw new MillraceException(
                    ErrorCode.SOURCE_UNREADABLE, "The tap lists a stream without \"tap_stream_id\". It can't be read.");
        }
        JsonNode own = metadata(entry);
        List<String> key = names(entry.path("key_properties"));
        if (key.isEmpty()) {
            key = names(own.path("table-key-properties"));
        }
        StreamProfile profile = new StreamProfile(name);
        profile.describe(
                new SingerMessage.Schema(name, entry.path("schema"), key, List.of()),
                "The tap's catalog has a stream \"" + name + "\" that");
        String cursor = cursor(entry, own);
        return new TapStream(
                name,
                entry.path("stream").asText(name),
                profile,
                cursor != null && profile.shape(cursor).isPresent() ? cursor : null);
    }

    private static @Nullable String cursor(JsonNode entry, JsonNode own) {
        if (own.path("forced-replication-method").asText().equals("FULL_TABLE")) {
            return null;
        }
        if (entry.path("replication_key").isTextual()) {
            return entry.path("replication_key").textValue();
        }
        if (own.path("replication-key").isTextual()) {
            return own.path("replication-key").textValue();
        }
        List<String> valid = names(own.path("valid-replication-keys"));
        return valid.isEmpty() ? null : valid.getFirst();
    }

    private static JsonNode metadata(JsonNode entry) {
        for (JsonNode item : entry.path(METADATA)) {
            if (item.path("breadcrumb").isEmpty()) {
                return item.path(METADATA);
            }
        }
        return MessageParser.JSON.createObjectNode();
    }

    private static List<String> names(JsonNode list) {
        List<String> names = new ArrayList<>();
        list.forEach(name -> names.add(name.asText()));
        return names;
    }

    List<TapStream> streams() {
        return List.copyOf(streams.values());
    }

    TapStream stream(String name) {
        TapStream stream = streams.get(name);
        if (stream == null) {
            throw new MillraceException(
                    ErrorCode.SOURCE_UNREADABLE,
                    "The tap has no stream \"" + name + "\" any more. Discover the source again.");
        }
        return stream;
    }

    /** The catalog with this stream selected and no other, read as a whole or by its cursor. */
    JsonNode selecting(TapStream chosen, @Nullable String cursor) {
        ObjectNode selected = document.deepCopy();
        for (JsonNode entry : selected.path("streams")) {
            ObjectNode stream = (ObjectNode) entry;
            boolean isChosen = stream.path("tap_stream_id")
                    .asText(stream.path("stream").asText())
                    .equals(chosen.name());
            // Taps of before the metadata look here.
            stream.put("selected", isChosen);
            ObjectNode own = select(stream, isChosen);
            if (isChosen) {
                String method = cursor == null ? "FULL_TABLE" : "INCREMENTAL";
                own.put("replication-method", method);
                stream.put("replication_method", method);
                if (cursor != null) {
                    own.put("replication-key", cursor);
                    stream.put("replication_key", cursor);
                }
            }
        }
        return selected;
    }

    /** Selects the stream and all its fields, or neither; gives the stream's own metadata. */
    private static ObjectNode select(ObjectNode stream, boolean isChosen) {
        ArrayNode metadata = stream.path(METADATA) instanceof ArrayNode present ? present : stream.putArray(METADATA);
        ObjectNode own = null;
        for (JsonNode item : metadata) {
            ObjectNode values = item.path(METADATA) instanceof ObjectNode present
                    ? present
                    : ((ObjectNode) item).putObject(METADATA);
            values.put("selected", isChosen);
            if (item.path("breadcrumb").isEmpty()) {
                own = values;
            }
        }
        if (own == null) {
            ObjectNode item = metadata.addObject();
            item.putArray("breadcrumb");
            own = item.putObject(METADATA).put("selected", isChosen);
        }
        return own;
    }
}

package dev.millrace.connector.singer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.connector.spi.Stream;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a program answers to {@code discover}, and what it is told to {@code read}. */
final class ProgramCatalog {

    private static final String NAMESPACE = "namespace";

    /**
     * A stream as the program lists it.
     *
     * @param name with its namespace, where it has one
     * @param entry as it was written
     * @param cursor the field that tells what is new; null when everything is read each time
     */
    record ProgramStream(
            String name,
            JsonNode entry,
            StreamProfile profile,
            @Nullable String cursor) {

        Stream stream() {
            Stream described = profile.stream(null);
            return new Stream(name, described.fields(), described.primaryKey(), cursor, true, null);
        }

        boolean isNamed(String stream, String namespace) {
            return stream.equals(entry.path("name").asText())
                    && namespace.equals(entry.path(NAMESPACE).asText(""));
        }
    }

    private final Map<String, ProgramStream> streams = new LinkedHashMap<>();

    ProgramCatalog(JsonNode catalog) {
        for (JsonNode entry : catalog.path("streams")) {
            ProgramStream stream = read(entry);
            streams.put(stream.name(), stream);
        }
        if (streams.isEmpty()) {
            throw new MillraceException(
                    ErrorCode.SOURCE_EMPTY,
                    "The program lists no streams. See whether its settings let it read anything.");
        }
    }

    private static ProgramStream read(JsonNode entry) {
        String own = entry.path("name").asText("");
        String namespace = entry.path(NAMESPACE).asText("");
        String name = namespace.isEmpty() ? own : namespace + "." + own;
        StreamProfile profile = new StreamProfile(name);
        profile.describe(
                new SingerMessage.Schema(name, entry.path("json_schema"), key(entry), List.of()),
                "The program's catalog has a stream \"" + name + "\" that");
        return new ProgramStream(name, entry, profile, cursor(entry, profile));
    }

    /** A key within an object is no column, so such a key identifies nothing. */
    private static List<String> key(JsonNode entry) {
        List<String> key = new ArrayList<>();
        for (JsonNode path : entry.path("source_defined_primary_key")) {
            if (path.size() != 1) {
                return List.of();
            }
            key.add(path.get(0).asText());
        }
        return key;
    }

    private static @Nullable String cursor(JsonNode entry, StreamProfile profile) {
        boolean incremental = false;
        for (JsonNode mode : entry.path("supported_sync_modes")) {
            incremental |= mode.asText().equals("incremental");
        }
        JsonNode cursor = entry.path("default_cursor_field");
        String field = cursor.path(0).asText("");
        return incremental && cursor.size() == 1 && profile.shape(field).isPresent() ? field : null;
    }

    List<ProgramStream> streams() {
        return List.copyOf(streams.values());
    }

    ProgramStream stream(String name) {
        ProgramStream stream = streams.get(name);
        if (stream == null) {
            throw new MillraceException(
                    ErrorCode.SOURCE_UNREADABLE,
                    "The program has no stream \"" + name + "\" any more. Discover the source again.");
        }
        return stream;
    }

    /** The catalog with this stream and no other, read as a whole or by its cursor. */
    static JsonNode configured(ProgramStream chosen, @Nullable String cursor) {
        ObjectNode catalog = MessageParser.JSON.createObjectNode();
        ObjectNode stream = catalog.putArray("streams").addObject();
        stream.set("stream", chosen.entry());
        stream.put("sync_mode", cursor == null ? "full_refresh" : "incremental");
        stream.put("destination_sync_mode", "append");
        if (cursor != null) {
            stream.putArray("cursor_field").add(cursor);
        }
        if (chosen.entry().path("source_defined_primary_key").isArray()) {
            stream.set("primary_key", chosen.entry().path("source_defined_primary_key"));
        }
        return catalog;
    }
}

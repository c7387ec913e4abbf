package dev.millrace.connector.singer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.connector.spi.ReadRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far one stream is.
 *
 * @param input which input the records are counted in; empty for a tap, which goes on by its own value
 * @param records of the stream in that input that are done
 * @param value of the last STATE whose records are all done, as JSON; null before the first
 * @param version of the table that the records belong to; null when the tap does not count them
 * @param whole whether a tap has given all it has to a read that does not go on by a cursor
 */
record SingerState(
        String input,
        long records,
        @Nullable String value,
        @Nullable Long version,
        boolean whole) {

    static final SingerState BEGINNING = new SingerState("", 0, null, null, false);

    /** Reads what {@link #toJson} wrote; null is the beginning. */
    static SingerState parse(@Nullable String text) {
        if (text == null) {
            return BEGINNING;
        }
        try {
            JsonNode state = MessageParser.JSON.readTree(text);
            JsonNode value = state.get("value");
            JsonNode version = state.get("version");
            return new SingerState(
                    state.path("input").asText(""),
                    state.path("records").asLong(0),
                    value == null ? null : value.toString(),
                    version == null ? null : version.longValue(),
                    state.path("whole").asBoolean(false));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a state that this connector did not write", e);
        }
    }

    /** Where a read begins; empty when the stream is read as a whole, and that has been done. */
    static Optional<SingerState> toBeginFrom(ReadRequest request) {
        SingerState last = parse(request.state());
        if (request.cursorField() != null) {
            return Optional.of(last);
        }
        return last.whole() ? Optional.empty() : Optional.of(BEGINNING);
    }

    String toJson() {
        try {
            ObjectNode state = MessageParser.JSON.createObjectNode();
            if (!input.isEmpty()) {
                state.put("input", input).put("records", records);
            }
            if (value != null) {
                state.set("value", MessageParser.JSON.readTree(value));
            }
            if (version != null) {
                state.put("version", version);
            }
            if (whole) {
                state.put("whole", true);
            }
            return state.toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a STATE that is no JSON", e);
        }
    }
}

package dev.millrace.connector.rest.answer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.millrace.connector.rest.expression.RecordPath;
import dev.millrace.connector.rest.manifest.Tree;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes the records out of JSON while it comes, so that an answer of any length needs the memory of a record. What stands beside the
 * records is kept, for paginators that look at it.
 */
public final class RecordStream {

    private final List<String> path;

    /** @param path of names to the records; none for the whole answer */
    public RecordStream(List<String> path) {
        this.path = List.copyOf(path);
    }

    /**
     * Gives the records, one after another.
     *
     * @return the answer without them; an empty map where it is no JSON
     * @throws IOException when the answer breaks off behind a record
     */
    public Object read(InputStream body, Consumer<Object> records) throws IOException {
        boolean[] any = {false};
        Consumer<Object> counted = record -> {
            any[0] = true;
            records.accept(record);
        };
        try (JsonParser parser = Json.MAPPER.createParser(body)) {
            parser.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
            JsonToken first = parser.nextToken();
            if (first == null) {
                return Map.of();
            }
            Object read = first == JsonToken.START_ARRAY ? list(parser, counted) : value(parser, 0, counted);
            Json.drain(body);
            return read == null ? Map.of() : read;
        } catch (JsonProcessingException e) {
            if (any[0]) {
                throw e;
            }
            return Map.of();
        }
    }

    /** Each item of a list is an answer of its own; the first stands for all. */
    private Object list(JsonParser parser, Consumer<Object> records) throws IOException {
        RecordPath own = RecordPath.of(path);
        Object first = null;
        boolean empty = true;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            Object item = Json.MAPPER.readValue(parser, Object.class);
            first = empty ? item : first;
            empty = false;
            give(own.extract(item), records);
        }
        if (empty) {
            give(own.extract(Map.of()), records);
        }
        return first == null ? Map.of() : first;
    }

    private @Nullable Object value(JsonParser parser, int depth, Consumer<Object> records) throws IOException {
        if (depth == path.size() && parser.currentToken() == JsonToken.START_ARRAY) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                Object record = Json.MAPPER.readValue(parser, Object.class);
                if (record != null) {
                    records.accept(record);
                }
            }
            return List.of();
        }
        if (depth == path.size() || parser.currentToken() != JsonToken.START_OBJECT) {
            Object read = Json.MAPPER.readValue(parser, Object.class);
            give(RecordPath.of(path.subList(depth, path.size())).extract(read), records);
            return read;
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            boolean onTheWay = name.equals(path.get(depth));
            Tree.put(
                    fields,
                    name,
                    onTheWay ? value(parser, depth + 1, records) : Json.MAPPER.readValue(parser, Object.class));
        }
        return fields;
    }

    private static void give(List<Object> found, Consumer<Object> records) {
        for (Object record : found) {
            if (record != null) {
                records.accept(record);
            }
        }
    }
}

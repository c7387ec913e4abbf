package dev.millrace.connector.singer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The values of one record, by the position of their field; the same object is used for every record of a stream. */
final class RecordFields {

    private final Map<String, Integer> positions = new HashMap<>();
    private final @Nullable JsonToken[] tokens;
    private final String[] texts;
    private final int[] from;
    private final int[] to;

    RecordFields(List<String> names) {
        names.forEach(name -> positions.put(name, positions.size()));
        tokens = new JsonToken[names.size()];
        texts = new String[names.size()];
        from = new int[names.size()];
        to = new int[names.size()];
    }

    /** Reads a record that {@link MessageParser} has checked, and names what is not among the fields. */
    void read(SingerMessage.Row row, Consumer<String> unknown) {
        read(row.buffer(), row.from(), row.to(), unknown);
    }

    private void read(byte[] buffer, int begin, int end, Consumer<String> unknown) {
        Arrays.fill(tokens, null);
        try (JsonParser parser = MessageParser.FACTORY.createParser(buffer, begin, end - begin)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken token = parser.nextToken();
                Integer position = positions.get(name);
                if (position == null) {
                    parser.skipChildren();
                    unknown.accept(name);
                } else {
                    keep(position, parser, token, begin);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void keep(int position, JsonParser parser, JsonToken token, int offset) throws IOException {
        tokens[position] = token;
        if (token.isStructStart()) {
            from[position] = offset + (int) parser.currentTokenLocation().getByteOffset();
            parser.skipChildren();
            to[position] = offset + (int) parser.currentLocation().getByteOffset();
        } else if (token == JsonToken.VALUE_STRING || token.isNumeric()) {
            texts[position] = parser.getText();
        }
    }

    /** What is at a position; null when the record does not have the field. */
    @Nullable
    JsonToken token(int position) {
        return tokens[position];
    }

    /** The text of a string, the digits of a number. */
    String text(int position) {
        return texts[position];
    }

    /** Where an object or array begins in the line. */
    int from(int position) {
        return from[position];
    }

    /** Where it ends. */
    int to(int position) {
        return to[position];
    }
}

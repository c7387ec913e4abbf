package dev.millrace.connector.rest.answer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** JSON. What is no JSON, such as an empty body, is a map of nothing. */
final class JsonDecoder implements Decoder {

    @Override
    public void decode(InputStream body, Consumer<@Nullable Object> values) throws IOException {
        boolean any = false;
        try (JsonParser parser = Json.MAPPER.createParser(body)) {
            parser.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                Object read = parser.currentToken() == null ? Map.of() : Json.MAPPER.readValue(parser, Object.class);
                Json.drain(body);
                values.accept(read);
                return;
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                Object item = Json.MAPPER.readValue(parser, Object.class);
                any = true;
                values.accept(item);
            }
            Json.drain(body);
            if (!any) {
                values.accept(Map.of());
            }
        } catch (JsonProcessingException e) {
            if (any) {
                throw e;
            }
            values.accept(Map.of());
        }
    }

    @Override
    public boolean isJson() {
        return true;
    }

    @Override
    public boolean streams() {
        return false;
    }
}

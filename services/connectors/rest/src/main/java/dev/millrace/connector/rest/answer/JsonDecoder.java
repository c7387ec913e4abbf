package dev.millrace.connector.rest.answer;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** JSON. What is no JSON, such as an empty body, is a map of nothing. */
final class JsonDecoder implements Decoder {

    @Override
    public void decode(InputStream body, Consumer<@Nullable Object> values) throws IOException {
        Object read;
        try {
            read = Json.read(body.readAllBytes());
        } catch (JsonProcessingException e) {
            values.accept(Map.of());
            return;
        }
        if (read instanceof List<?> list) {
            if (list.isEmpty()) {
                values.accept(Map.of());
            }
            list.forEach(values);
        } else {
            values.accept(read);
        }
    }

    @Override
    public boolean streams() {
        return false;
    }
}

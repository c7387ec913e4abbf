package dev.millrace.connector.rest.answer;

import dev.millrace.connector.rest.http.Answer;
import dev.millrace.connector.rest.manifest.Component;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes values of the body of an answer. */
public interface Decoder {

    /**
     * Gives the values of a body, one after another. A list of JSON is the values in it.
     *
     * @throws IOException when the body breaks off
     */
    void decode(InputStream body, Consumer<@Nullable Object> values) throws IOException;

    /** Whether the values come one after another from a body that is not held in memory; pages of it have no fields to page by. */
    boolean streams();

    /** Whether it is plain JSON. */
    default boolean isJson() {
        return false;
    }

    /** The decoder that a component describes; that of JSON where there is none. */
    static Decoder of(Optional<Component> component) {
        return component.map(Decoders::of).orElseGet(JsonDecoder::new);
    }

    /** The first value of an answer, which paginators look at; an empty map when there is none. */
    default Object first(Answer answer) throws IOException {
        if (streams()) {
            return Map.of();
        }
        List<Object> values = new ArrayList<>();
        answer.bytes();
        decode(answer.stream(), value -> {
            if (values.isEmpty() && value != null) {
                values.add(value);
            }
        });
        return values.isEmpty() ? Map.of() : values.getFirst();
    }
}

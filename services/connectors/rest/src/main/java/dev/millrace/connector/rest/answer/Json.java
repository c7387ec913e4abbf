package dev.millrace.connector.rest.answer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** JSON as plain values: whole numbers as {@link Long} or {@link java.math.BigInteger}, others as {@link Double}. */
public final class Json {

    private static final int MAX_TEXT_LENGTH = 64 * 1024 * 1024;

    /** Writes and reads it. */
    public static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    // Jackson's default leaves buffers with each thread, and virtual threads are many.
                    .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(MAX_TEXT_LENGTH)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private Json() {}

    /**
     * Reads a value.
     *
     * @throws IOException when it is no JSON
     */
    public static @Nullable Object read(byte[] json) throws IOException {
        return MAPPER.readValue(json, Object.class);
    }

    /** Reads what is left of a body: a connection is used again only when its answer has been read. */
    static void drain(InputStream body) throws IOException {
        body.transferTo(OutputStream.nullOutputStream());
    }

    /** Writes a value. */
    public static String write(@Nullable Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no value of JSON", e);
        }
    }
}

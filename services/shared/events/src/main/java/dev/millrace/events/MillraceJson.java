package dev.millrace.events;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.millrace.kernel.ApiKeyId;
import dev.millrace.kernel.AuthorisationId;
import dev.millrace.kernel.DashboardId;
import dev.millrace.kernel.MemberId;
import dev.millrace.kernel.RunId;
import dev.millrace.kernel.SourceId;
import dev.millrace.kernel.TenantId;
import dev.millrace.kernel.TrialId;
import dev.millrace.kernel.UploadId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;

/** JSON as all of Millrace writes it: ids as text, times in RFC 3339 UTC, durations in ISO 8601. */
public final class MillraceJson {

    /** Its buffers are shared: those of Jackson's default stay with each thread, and virtual threads are many. */
    private static final ObjectMapper MAPPER = configure(new ObjectMapper(JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
            .build()));

    private MillraceJson() {}

    /** The shared mapper; it must not be configured further. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /** A tree as text. Its own {@code toString} would leave buffers with the thread. */
    public static String text(JsonNode tree) {
        try {
            return MAPPER.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes another mapper write and read as {@link #mapper()} does. */
    public static ObjectMapper configure(ObjectMapper mapper) {
        SimpleModule ids = new SimpleModule("millrace-ids");
        add(ids, TenantId.class, TenantId::fromString);
        add(ids, ApiKeyId.class, ApiKeyId::fromString);
        add(ids, MemberId.class, MemberId::fromString);
        add(ids, SourceId.class, SourceId::fromString);
        add(ids, RunId.class, RunId::fromString);
        add(ids, AuthorisationId.class, AuthorisationId::fromString);
        add(ids, TrialId.class, TrialId::fromString);
        add(ids, UploadId.class, UploadId::fromString);
        add(ids, DashboardId.class, DashboardId::fromString);
        return mapper.registerModule(new JavaTimeModule())
                .registerModule(ids)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    private static <T> void add(SimpleModule module, Class<T> type, Function<String, T> fromText) {
        module.addSerializer(type, ToStringSerializer.instance);
        module.addDeserializer(type, new IdDeserializer<>(type, fromText));
    }

    private static final class IdDeserializer<T> extends StdScalarDeserializer<T> {

        private static final long serialVersionUID = 1L;

        private final transient Function<String, T> fromText;

        IdDeserializer(Class<T> type, Function<String, T> fromText) {
            super(type);
            this.fromText = fromText;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String text = parser.getValueAsString();
            try {
                return fromText.apply(text);
            } catch (IllegalArgumentException e) {
                throw context.weirdStringException(text, handledType(), "not an id");
            }
        }
    }
}

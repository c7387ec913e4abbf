package dev.millrace.connector.rest.stream;

import dev.millrace.connector.rest.manifest.Component;
import dev.millrace.connector.rest.transformation.TypeTransformer;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Chooses how the values of a stream get the types of its schema. */
final class Normalizations {

    private Normalizations() {}

    static Normalization of(Component selector, Supplier<Map<String, Object>> schema) {
        return "Default".equals(selector.raw("schema_normalization")) ? new BySchema(schema) : Normalization.NONE;
    }

    /** Asks for the schema when the first record comes, since an API may have to tell it. */
    private static final class BySchema implements Normalization {
        private final Supplier<Map<String, Object>> schema;
        private @Nullable TypeTransformer transformer;

        BySchema(Supplier<Map<String, Object>> schema) {
            this.schema = schema;
        }

        @Override
        public void apply(Map<String, Object> record) {
            TypeTransformer known = transformer;
            if (known == null) {
                known = new TypeTransformer(schema.get());
                transformer = known;
            }
            known.apply(record);
        }
    }
}

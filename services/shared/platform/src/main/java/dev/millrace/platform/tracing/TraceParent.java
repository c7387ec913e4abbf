package dev.millrace.platform.tracing;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The place in a trace as the text of a {@code traceparent} header (W3C Trace Context), to be kept with what is done later. */
public final class TraceParent {

    private static final String HEADER = "traceparent";

    private TraceParent() {}

    /** The current place; null outside a trace. */
    public static @Nullable String current() {
        Map<String, String> carrier = new HashMap<>();
        W3CTraceContextPropagator.getInstance().inject(Context.current(), carrier, Map::put);
        return carrier.get(HEADER);
    }

    /** What was kept, as the parent of a span; no parent at all for null. */
    public static Context contextOf(@Nullable String kept) {
        Map<String, String> carrier = kept == null ? Map.of() : Map.of(HEADER, kept);
        return W3CTraceContextPropagator.getInstance().extract(Context.root(), carrier, new MapGetter());
    }

    private static final class MapGetter implements TextMapGetter<Map<String, String>> {

        @Override
        public Iterable<String> keys(Map<String, String> carrier) {
            return carrier.keySet();
        }

        @Override
        public @Nullable String get(@Nullable Map<String, String> carrier, String key) {
            return carrier == null ? null : carrier.get(key);
        }
    }
}

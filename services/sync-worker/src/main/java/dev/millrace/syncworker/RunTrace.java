package dev.millrace.syncworker;

import dev.millrace.syncworker.warehouse.LoadTotals;
import dev.millrace.work.ClaimedRun;
import dev.millrace.work.Completion.Outcome;
import dev.millrace.work.StreamProgress;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The spans of runs: one for each attempt, in the trace of whoever asked for the run, and one below it for each stream. */
final class RunTrace {

    private static final String HEADER = "traceparent";

    private RunTrace() {}

    /** The trace that a job was queued in; a new one when the job names none. */
    static Context contextOf(@Nullable String traceParent) {
        Map<String, String> carrier = traceParent == null ? Map.of() : Map.of(HEADER, traceParent);
        return W3CTraceContextPropagator.getInstance().extract(Context.root(), carrier, new MapGetter());
    }

    static Outcome attempt(ClaimedRun run, Context parent, Supplier<Outcome> work) {
        Span span = tracer().spanBuilder("run " + run.kind())
                .setParent(parent)
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute("millrace.tenant", run.tenantId().toString())
                .setAttribute("millrace.run", run.runId().toString())
                .setAttribute("millrace.source", run.sourceId().toString())
                .setAttribute("millrace.connector", run.connector())
                .setAttribute("millrace.attempt", run.attempt())
                .startSpan();
        try (Scope current = span.makeCurrent()) {
            Outcome outcome = work.get();
            span.setAttribute("millrace.outcome", outcome.name());
            if (outcome == Outcome.FAILED) {
                span.setStatus(StatusCode.ERROR);
            }
            return outcome;
        } finally {
            span.end();
        }
    }

    static LoadTotals stream(String stream, RunReport report, Supplier<LoadTotals> work) {
        Span span = tracer().spanBuilder("stream")
                .setAttribute("millrace.stream", stream)
                .startSpan();
        boolean whole = false;
        try (Scope current = span.makeCurrent()) {
            LoadTotals totals = work.get();
            whole = true;
            return totals;
        } finally {
            if (!whole) {
                span.setStatus(StatusCode.ERROR);
            }
            report.streams().stream()
                    .filter(progress -> progress.stream().equals(stream))
                    .forEach(progress -> count(span, progress));
            span.end();
        }
    }

    private static void count(Span span, StreamProgress progress) {
        span.setAttribute("millrace.rows.read", progress.rowsRead())
                .setAttribute("millrace.rows.loaded", progress.rowsLoaded())
                .setAttribute("millrace.rows.set-aside", progress.rowsSetAside())
                .setAttribute("millrace.bytes.read", progress.bytesRead());
    }

    private static Tracer tracer() {
        return GlobalOpenTelemetry.getTracer("dev.millrace.sync-worker");
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

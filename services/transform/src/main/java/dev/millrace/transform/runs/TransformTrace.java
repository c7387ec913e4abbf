package dev.millrace.transform.runs;

import dev.millrace.kernel.RunId;
import dev.millrace.kernel.TenantId;
import dev.millrace.platform.tracing.TraceParent;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The spans of transform runs: one for each attempt, in the trace of the load that caused it, and one for each model. */
final class TransformTrace {

    private TransformTrace() {}

    /** Builds a model, which a lost connection ends. */
    interface ModelWork {
        ModelRun build() throws SQLException;
    }

    static void attempt(RunId run, TenantId tenant, @Nullable String traceParent, Runnable work) {
        Span span = tracer().spanBuilder("run TRANSFORM")
                .setParent(TraceParent.contextOf(traceParent))
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute("millrace.tenant", tenant.toString())
                .setAttribute("millrace.run", run.toString())
                .startSpan();
        try (Scope current = span.makeCurrent()) {
            work.run();
        } finally {
            span.end();
        }
    }

    static ModelRun model(String name, ModelWork work) throws SQLException {
        Span span = tracer().spanBuilder("model")
                .setAttribute("millrace.model", name)
                .startSpan();
        try (Scope current = span.makeCurrent()) {
            ModelRun built = work.build();
            Long rows = built.rows();
            if (rows != null) {
                span.setAttribute("millrace.rows", rows);
            }
            if (built.state() == ModelRun.State.FAILED) {
                span.setStatus(StatusCode.ERROR);
            }
            return built;
        } catch (SQLException e) {
            span.setStatus(StatusCode.ERROR);
            throw e;
        } finally {
            span.end();
        }
    }

    private static Tracer tracer() {
        return GlobalOpenTelemetry.getTracer("dev.millrace.transform");
    }
}

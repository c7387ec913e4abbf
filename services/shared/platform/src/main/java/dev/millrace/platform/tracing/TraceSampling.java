package dev.millrace.platform.tracing;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * A trace begins with a request or a message, and goes on wherever that leads. What a service does by the clock, such as
 * asking its database for work several times a second, begins none: such traces would bury the others.
 */
class TraceSampling {

    @Produces
    @Singleton
    Sampler sampler(@ConfigProperty(name = "quarkus.otel.traces.sampler.arg") double share) {
        return beginningWithCallers(share);
    }

    /**
     * @param share of the traces that begin here which are kept, 0 to 1
     */
    static Sampler beginningWithCallers(double share) {
        return Sampler.parentBased(new CallersOnly(Sampler.traceIdRatioBased(share)));
    }

    private record CallersOnly(Sampler share) implements Sampler {

        @Override
        public SamplingResult shouldSample(
                Context parent,
                String traceId,
                String name,
                SpanKind kind,
                Attributes attributes,
                List<LinkData> links) {
            return switch (kind) {
                case SERVER, CONSUMER -> share.shouldSample(parent, traceId, name, kind, attributes, links);
                case CLIENT, PRODUCER, INTERNAL -> SamplingResult.drop();
            };
        }

        @Override
        public String getDescription() {
            return "CallersOnly{" + share.getDescription() + "}";
        }
    }
}

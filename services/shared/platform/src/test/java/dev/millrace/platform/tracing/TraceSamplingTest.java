package dev.millrace.platform.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TraceSamplingTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    @Test
    void requestsAndMessagesBeginTraces() {
        Sampler all = TraceSampling.beginningWithCallers(1);
        assertThat(decision(all, null, SpanKind.SERVER)).isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
        assertThat(decision(all, null, SpanKind.CONSUMER)).isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
    }

    @Test
    void whatAServiceDoesByTheClockBeginsNone() {
        Sampler all = TraceSampling.beginningWithCallers(1);
        assertThat(decision(all, null, SpanKind.CLIENT)).isEqualTo(SamplingDecision.DROP);
        assertThat(decision(all, null, SpanKind.INTERNAL)).isEqualTo(SamplingDecision.DROP);
    }

    @Test
    void aTraceThatIsKeptIsKeptWhole() {
        Sampler none = TraceSampling.beginningWithCallers(0);
        assertThat(decision(none, "00-" + TRACE + "-b7ad6b7169203331-01", SpanKind.CLIENT))
                .isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
        assertThat(decision(none, null, SpanKind.SERVER)).isEqualTo(SamplingDecision.DROP);
    }

    private static SamplingDecision decision(Sampler sampler, @Nullable String traceParent, SpanKind kind) {
        Context parent = TraceParent.contextOf(traceParent);
        return sampler.shouldSample(parent, TRACE, "any", kind, Attributes.empty(), List.of())
                .getDecision();
    }
}

package dev.millrace.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.kernel.RunId;
import dev.millrace.kernel.TenantId;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EventFormatTest {

    private static final TenantId TENANT = TenantId.create();
    private static final RunId RUN = RunId.create();

    @Test
    void readsWhatItWrites() {
        MillraceEvent event = MillraceEvent.create(
                        "/millrace/connector", EventTypes.SYNC, TENANT, RUN, new JobData(RUN))
                .withTraceParent("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        MillraceEvent read = EventFormat.read(EventFormat.write(event));
        assertThat(read.time()).isEqualTo(event.time());
        assertThat(read).isEqualTo(event);
        assertThat(read.dataAs(JobData.class)).isEqualTo(new JobData(RUN));
    }

    @Test
    void writesAStructuredCloudEvent() {
        MillraceEvent event =
                MillraceEvent.create("/millrace/connector", EventTypes.SYNC, TENANT, RUN, new JobData(RUN));
        String json = new String(EventFormat.write(event), StandardCharsets.UTF_8);
        assertThat(json)
                .contains("\"specversion\":\"1.0\"")
                .contains("\"type\":\"dev.millrace.job.sync.v1\"")
                .contains("\"tenantid\":\"" + TENANT + "\"")
                .contains("\"data\":{\"runId\":\"" + RUN + "\"}");
    }

    @Test
    void refusesAPoisonMessage() {
        assertThatThrownBy(() -> EventFormat.read("{\"specversion\":\"1.0\"}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not an event of Millrace");
    }
}

package dev.millrace.events;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.kernel.RunId;
import dev.millrace.kernel.TenantId;
import dev.millrace.kernel.TimeOrderedUuid;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A CloudEvent (1.0) of ours, before it is written as JSON or after it was read.
 *
 * @param id consumers are idempotent on it
 * @param source the service that says it: {@code /millrace/connector}
 * @param type one of {@link EventTypes}
 * @param runId the run that it is about, if any; an extension attribute
 * @param tenantId an extension attribute, and what the Kafka key is or begins with
 * @param traceParent the W3C trace context that it was said in; an extension attribute
 * @param data what the type's JSON Schema describes
 */
public record MillraceEvent(
        UUID id,
        String source,
        String type,
        TenantId tenantId,
        @Nullable RunId runId,
        Instant time,
        @Nullable String traceParent,
        JsonNode data) {

    /** A new event of now. */
    public static MillraceEvent create(
            String source, String type, TenantId tenantId, @Nullable RunId runId, Object data) {
        return new MillraceEvent(
                TimeOrderedUuid.next(),
                source,
                type,
                tenantId,
                runId,
                Instant.now(),
                null,
                MillraceJson.mapper().valueToTree(data));
    }

    /** The same event within a trace. */
    public MillraceEvent withTraceParent(@Nullable String context) {
        return new MillraceEvent(id, source, type, tenantId, runId, time, context, data);
    }

    /**
     * The data as a record.
     *
     * @throws IllegalArgumentException when it is not of that shape
     */
    public <T> T dataAs(Class<T> type) {
        return MillraceJson.mapper().convertValue(data, type);
    }
}

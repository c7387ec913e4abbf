package dev.millrace.events;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.kernel.RunId;
import dev.millrace.kernel.TenantId;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.core.data.BytesCloudEventData;
import io.cloudevents.jackson.JsonCloudEventData;
import io.cloudevents.jackson.JsonFormat;
import java.io.IOException;
import java.net.URI;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes and reads events in CloudEvents' structured JSON format. */
public final class EventFormat {

    /** The value of the Kafka header {@code content-type}. */
    public static final String CONTENT_TYPE = JsonFormat.CONTENT_TYPE;

    private static final JsonFormat FORMAT = new JsonFormat();

    private EventFormat() {}

    /** The event as UTF-8 JSON. */
    public static byte[] write(MillraceEvent event) {
        CloudEventBuilder builder = CloudEventBuilder.v1()
                .withId(event.id().toString())
                .withSource(URI.create(event.source()))
                .withType(event.type())
                .withTime(event.time().atOffset(ZoneOffset.UTC))
                .withExtension("tenantid", event.tenantId().toString())
                .withDataSchema(URI.create("urn:millrace:schema:" + event.type()))
                .withData("application/json", JsonCloudEventData.wrap(event.data()));
        RunId runId = event.runId();
        if (runId != null) {
            builder = builder.withExtension("runid", runId.toString());
        }
        String traceParent = event.traceParent();
        if (traceParent != null) {
            builder = builder.withExtension("traceparent", traceParent);
        }
        return FORMAT.serialize(builder.build());
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException when it is no CloudEvent of ours: a poison message
     */
    public static MillraceEvent read(byte[] json) {
        try {
            CloudEvent event = FORMAT.deserialize(json);
            String run = extension(event, "runid");
            return new MillraceEvent(
                    UUID.fromString(event.getId()),
                    event.getSource().toString(),
                    event.getType(),
                    TenantId.fromString(Objects.requireNonNull(extension(event, "tenantid"), "no tenantid")),
                    run == null ? null : RunId.fromString(run),
                    Objects.requireNonNull(event.getTime(), "no time").toInstant(),
                    extension(event, "traceparent"),
                    data(event));
        } catch (RuntimeException | IOException e) {
            throw new IllegalArgumentException("not an event of Millrace: " + e.getMessage(), e);
        }
    }

    private static JsonNode data(CloudEvent event) throws IOException {
        return switch (Objects.requireNonNull(event.getData(), "no data")) {
            case JsonCloudEventData json -> json.getNode();
            case BytesCloudEventData bytes -> MillraceJson.mapper().readTree(bytes.toBytes());
            default -> throw new IOException("data is not JSON");
        };
    }

    private static @Nullable String extension(CloudEvent event, String name) {
        Object value = event.getExtension(name);
        return value == null ? null : value.toString();
    }
}

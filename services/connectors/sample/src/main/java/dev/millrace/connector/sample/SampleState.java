package dev.millrace.connector.sample;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.connector.spi.ReadRequest;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * How far a read is.
 *
 * @param since only what is at or after this, when the read is incremental
 * @param until the horizon of the read, kept when it goes on later
 * @param next the next unit (a customer, or a day of visits)
 */
record SampleState(@Nullable Instant since, Instant until, int next) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ISO_DATE_CHARACTERS = 10;

    /** Where a read begins or goes on. */
    static SampleState resume(ReadRequest request, Instant now) {
        String text = request.state();
        if (text == null) {
            String since = request.since();
            return new SampleState(since == null ? null : point(since).minus(request.lookback()), now, 0);
        }
        try {
            JsonNode json = JSON.readTree(text);
            Instant since = json.has("since") ? Instant.parse(json.get("since").asText()) : null;
            if (!json.has("until")) {
                return new SampleState(since == null ? null : since.minus(request.lookback()), now, 0);
            }
            return new SampleState(
                    since,
                    Instant.parse(json.get("until").asText()),
                    json.get("next").asInt());
        } catch (JsonProcessingException e) {
            throw new MillraceException(ErrorCode.INTERNAL, "The checkpoint of the sample business can't be read.", e);
        }
    }

    private static Instant point(String text) {
        try {
            return text.length() == ISO_DATE_CHARACTERS
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
        } catch (DateTimeException e) {
            throw new MillraceException(
                    ErrorCode.INVALID_CONFIGURATION, "\"" + text + "\" is no date such as 2026-01-31.", e);
        }
    }

    SampleState at(int unit) {
        return new SampleState(since, until, unit);
    }

    String toJson() {
        ObjectNode json = JSON.createObjectNode();
        if (since != null) {
            json.put("since", since.toString());
        }
        return json.put("until", until.toString()).put("next", next).toString();
    }

    /** The state after everything until the horizon was read. */
    String finished() {
        return JSON.createObjectNode().put("since", until.toString()).toString();
    }
}

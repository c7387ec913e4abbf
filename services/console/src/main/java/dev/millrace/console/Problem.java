package dev.millrace.console;

import dev.millrace.kernel.ErrorCode;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

/**
 * An error of the front door itself, in the form that the services use (RFC 9457).
 *
 * @param code of the catalogue; gives type, status and who has to act
 * @param detail what failed and what to do next
 */
public record Problem(ErrorCode code, String detail) {

    /** The media type of problems. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** Answers with this problem. */
    public void send(HttpServerResponse response) {
        if (response.ended() || response.headWritten()) {
            return;
        }
        response.setStatusCode(code.httpStatus())
                .putHeader(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(json().encode());
    }

    /** The problem as JSON. */
    public JsonObject json() {
        JsonObject json = new JsonObject()
                .put("type", "urn:millrace:error:" + code.code())
                .put("title", title())
                .put("status", code.httpStatus())
                .put("detail", detail)
                .put("code", code.code())
                .put("kind", code.kind().name())
                .put("retryable", code.retryable());
        SpanContext span = Span.current().getSpanContext();
        return span.isValid() ? json.put("traceId", span.getTraceId()) : json;
    }

    private String title() {
        String words = code.code().replace('-', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}

package dev.millrace.platform.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.kernel.ErrorKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of an error answer, {@code application/problem+json} (RFC 9457).
 *
 * @param type {@code urn:millrace:error:<code>}
 * @param title what kind of error, the same for every occurrence
 * @param detail what failed, on which object, and what to do next
 * @param code stable, of the catalogue
 * @param kind who has to act
 * @param retryable whether the same request may work later
 * @param traceId finds the request in traces and logs
 * @param violations the parts of the request that are wrong, or that the error is about
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String code,
        ErrorKind kind,
        boolean retryable,
        @Nullable String traceId,
        List<Violation> violations) {

    /** The media type. */
    public static final String MEDIA_TYPE = "application/problem+json";

    public Problem {
        violations = List.copyOf(violations);
    }

    /** A field of the request that breaks a rule, or what it asks about by its name. */
    public record Violation(String field, String message) {}
}

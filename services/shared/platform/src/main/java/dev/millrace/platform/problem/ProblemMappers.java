package dev.millrace.platform.problem;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonMappingException;
import dev.millrace.kernel.CertificateFailure;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.platform.bodies.BodyTooLargeException;
import dev.millrace.platform.problem.Problem.Violation;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.quarkus.oidc.OIDCException;
import io.quarkus.oidc.client.OidcClientException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Turns whatever a request ends with into a {@link Problem}. Causes go to the log, never to the caller. */
public class ProblemMappers {

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);
    private static final String CONNECTION_EXCEPTION_CLASS = "08";
    private static final String OPERATOR_INTERVENTION_CLASS = "57";
    private static final String INSUFFICIENT_RESOURCES_CLASS = "53";
    private static final String TOO_MANY_CONNECTIONS = "53300";
    private static final int SERVER_ERROR = 500;
    private static final int UNAVAILABLE = 503;
    /** About as long as a part of the platform takes to start. */
    private static final int COME_AGAIN_SECONDS = 5;

    @ServerExceptionMapper
    Response millrace(MillraceException e) {
        if (e.code().httpStatus() >= SERVER_ERROR) {
            LOG.errorf(
                    e,
                    "request failed: %s",
                    CertificateFailure.in(e)
                            .map(refused -> "a service that was called is not trusted: " + refused.sentence())
                            .orElse(e.code().code()));
        }
        List<Violation> violations = e instanceof ViolationsException several ? several.violations() : List.of();
        return answer(e.code(), e.code().httpStatus(), e.getMessage(), violations);
    }

    @ServerExceptionMapper
    Response invalid(ConstraintViolationException e) {
        List<Violation> violations = e.getConstraintViolations().stream()
                .map(v -> new Violation(lastNode(v.getPropertyPath().toString()), v.getMessage()))
                .toList();
        String detail = violations.stream()
                .map(v -> v.field() + " " + v.message())
                .sorted()
                .collect(Collectors.joining("; "));
        return answer(ErrorCode.INVALID_REQUEST, ErrorCode.INVALID_REQUEST.httpStatus(), detail + ".", violations);
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    Response notAuthenticated(SecurityException e) {
        return answer(
                ErrorCode.NOT_AUTHENTICATED,
                ErrorCode.NOT_AUTHENTICATED.httpStatus(),
                "Your login or API key is missing, unknown or has expired. Log in again, or use another key.",
                List.of());
    }

    /** The login server is starting or away: a token can't be checked, or the service gets none of its own. */
    @ServerExceptionMapper({OIDCException.class, OidcClientException.class})
    Response loginServerAway(RuntimeException e) {
        LOG.warnf(e, "the login server does not answer");
        return answer(
                ErrorCode.PLATFORM_UNAVAILABLE,
                ErrorCode.PLATFORM_UNAVAILABLE.httpStatus(),
                "The login server is starting. Nothing is lost. Try again in a few seconds.",
                List.of());
    }

    @ServerExceptionMapper
    Response notAllowed(ForbiddenException e) {
        return answer(
                ErrorCode.NOT_ALLOWED,
                ErrorCode.NOT_ALLOWED.httpStatus(),
                "You are not allowed to do this.",
                List.of());
    }

    @ServerExceptionMapper
    Response tooLarge(BodyTooLargeException e) {
        return answer(
                ErrorCode.TOO_LARGE,
                ErrorCode.TOO_LARGE.httpStatus(),
                Objects.requireNonNull(e.getMessage(), "it says the limit"),
                List.of());
    }

    @ServerExceptionMapper
    Response unreadable(JacksonException e) {
        String where = e instanceof JsonMappingException mapping
                ? mapping.getPath().stream()
                        .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                        .collect(Collectors.joining("."))
                : "";
        String detail = where.isEmpty()
                ? "The body is not the JSON that is expected here; see /docs/api."
                : "The value of " + where + " is not of the form that is expected; see /docs/api.";
        return answer(ErrorCode.INVALID_REQUEST, ErrorCode.INVALID_REQUEST.httpStatus(), detail, List.of());
    }

    @ServerExceptionMapper
    Response web(WebApplicationException e) {
        if (e.getCause() instanceof JacksonException jackson) {
            return unreadable(jackson);
        }
        int status = e.getResponse().getStatus();
        ErrorCode code = switch (status) {
            case 401 -> ErrorCode.NOT_AUTHENTICATED;
            case 403 -> ErrorCode.NOT_ALLOWED;
            case 404 -> ErrorCode.NOT_FOUND;
            case 409 -> ErrorCode.CONFLICT;
            case 413 -> ErrorCode.TOO_LARGE;
            default -> status < SERVER_ERROR ? ErrorCode.INVALID_REQUEST : ErrorCode.INTERNAL;
        };
        String detail = switch (status) {
            case 404 -> "There is nothing at this address; see /docs/api.";
            case 405 -> "This address does not take that method; see /docs/api.";
            case 406, 415 -> "This address speaks application/json; see /docs/api.";
            case 413 -> "What you sent is larger than is accepted here.";
            default ->
                status < SERVER_ERROR
                        ? "The request can't be read; see /docs/api."
                        : "Something went wrong on our side; try again.";
        };
        return answer(code, status, detail, List.of());
    }

    @ServerExceptionMapper
    Response unexpected(Exception e) {
        if (sqlState(e).filter(ProblemMappers::isAway).isPresent()) {
            LOG.warnf(e, "the database is away");
            return answer(
                    ErrorCode.PLATFORM_UNAVAILABLE,
                    ErrorCode.PLATFORM_UNAVAILABLE.httpStatus(),
                    "A part of Millrace is restarting. Nothing is lost; try again in a minute.",
                    List.of());
        }
        if (sqlState(e).filter(ProblemMappers::hasNoRoom).isPresent()) {
            LOG.error("the database has no room, memory or connections left", e);
            return answer(
                    ErrorCode.STORAGE_FULL,
                    ErrorCode.STORAGE_FULL.httpStatus(),
                    "Millrace has no room for this right now. What is there stays; try again in a few minutes. If it stays, tell support.",
                    List.of());
        }
        Optional<CertificateFailure> refused = CertificateFailure.in(e);
        if (refused.isPresent()) {
            LOG.errorf(
                    e,
                    "a service that was called is not trusted: %s",
                    refused.get().sentence());
            return answer(
                    ErrorCode.PLATFORM_UNAVAILABLE,
                    ErrorCode.PLATFORM_UNAVAILABLE.httpStatus(),
                    "A part of Millrace can't be reached right now. Nothing is lost; try again in a minute.",
                    List.of());
        }
        LOG.error("request failed", e);
        return answer(
                ErrorCode.INTERNAL,
                ErrorCode.INTERNAL.httpStatus(),
                "Something went wrong on our side. Try again; if it stays, tell support the trace id.",
                List.of());
    }

    /** What the database called the error; of the class of lost connections if there is none for it. */
    private static Optional<String> sqlState(Throwable error) {
        for (@Nullable Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return Optional.of(Objects.requireNonNullElse(sql.getSQLState(), CONNECTION_EXCEPTION_CLASS));
            }
        }
        return Optional.empty();
    }

    private static boolean isAway(String state) {
        return state.startsWith(CONNECTION_EXCEPTION_CLASS)
                || state.startsWith(OPERATOR_INTERVENTION_CLASS)
                || state.equals(TOO_MANY_CONNECTIONS);
    }

    private static boolean hasNoRoom(String state) {
        return state.startsWith(INSUFFICIENT_RESOURCES_CLASS);
    }

    private static Response answer(ErrorCode code, int status, String detail, List<Violation> violations) {
        SpanContext span = Span.current().getSpanContext();
        String title = code.code().substring(0, 1).toUpperCase(Locale.ROOT)
                + code.code().substring(1).replace('-', ' ');
        Problem problem = new Problem(
                "urn:millrace:error:" + code.code(),
                title,
                status,
                detail,
                code.code(),
                code.kind(),
                code.retryable(),
                span.isValid() ? span.getTraceId() : null,
                violations);
        Response.ResponseBuilder response =
                Response.status(status).type(Problem.MEDIA_TYPE).entity(problem);
        if (status == UNAVAILABLE) {
            response.header(HttpHeaders.RETRY_AFTER, COME_AGAIN_SECONDS);
        }
        return response.build();
    }

    private static String lastNode(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }
}

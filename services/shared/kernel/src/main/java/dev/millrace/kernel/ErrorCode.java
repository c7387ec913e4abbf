package dev.millrace.kernel;

import java.util.Locale;

/**
 * The catalogue of errors. The name in kebab case ({@link #code()}) is stable: programs and the console switch on it.
 * A message that goes with a code says what failed, on which object, and what to do next; it never holds a secret or
 * a row's values.
 */
public enum ErrorCode {
    /** The request can't be read or breaks a rule; the message says which. */
    INVALID_REQUEST(ErrorKind.USER, false, 400),
    /** Nobody is logged in, or the session or key has expired. */
    NOT_AUTHENTICATED(ErrorKind.USER, false, 401),
    /** The caller is known, and their role does not allow this. */
    NOT_ALLOWED(ErrorKind.USER, false, 403),
    /** There is no such thing, or it is another tenant's. */
    NOT_FOUND(ErrorKind.USER, false, 404),
    /** It exists already, or is in a state that does not allow this. */
    CONFLICT(ErrorKind.USER, false, 409),
    /** Somebody else changed it in between: read it again. */
    STALE_EDIT(ErrorKind.USER, false, 412),
    /** The change loads streams anew: say that this is wanted. */
    RELOAD_NEEDED(ErrorKind.USER, false, 409),
    /** A limit of the tenant's plan is reached. */
    LIMIT_REACHED(ErrorKind.USER, false, 409),
    /** What was sent is larger than is accepted. */
    TOO_LARGE(ErrorKind.USER, false, 413),
    /** The configuration of a source is incomplete or wrong. */
    INVALID_CONFIGURATION(ErrorKind.USER, false, 422),
    /** The key of a request that must happen once came with another request before. */
    IDEMPOTENCY_KEY_REUSED(ErrorKind.USER, false, 422),
    /** The attempt that speaks has lost its lease: a newer one owns the run. */
    FENCED(ErrorKind.INTERNAL, false, 409),
    /** A person cancelled the run. */
    CANCELLED(ErrorKind.USER, false, 409),

    /** The source's host can't be reached. */
    SOURCE_UNREACHABLE(ErrorKind.SOURCE, true, 502),
    /** The source refused the login. */
    SOURCE_LOGIN_REFUSED(ErrorKind.SOURCE, false, 502),
    /** The login worked, and reading is not permitted. */
    SOURCE_NOT_PERMITTED(ErrorKind.SOURCE, false, 502),
    /** The source has nothing to read. */
    SOURCE_EMPTY(ErrorKind.SOURCE, false, 422),
    /** What the source gave is not in the form that it says. */
    SOURCE_UNREADABLE(ErrorKind.SOURCE, false, 422),
    /** The source broke off in the middle. */
    SOURCE_INTERRUPTED(ErrorKind.SOURCE, true, 502),
    /** The source went silent. */
    SOURCE_TIMED_OUT(ErrorKind.SOURCE, true, 504),
    /** The address is one that workers may not call: loopback, private or the cluster's own. */
    ADDRESS_NOT_ALLOWED(ErrorKind.USER, false, 422),

    /** The warehouse can't be reached or restarted. */
    DESTINATION_UNREACHABLE(ErrorKind.DESTINATION, true, 502),
    /** The warehouse refused a statement. */
    DESTINATION_REFUSED(ErrorKind.DESTINATION, false, 502),
    /** The warehouse is out of room, which its operator gives it while others wait. */
    DESTINATION_FULL(ErrorKind.DESTINATION, true, 507),
    /** A query took longer than is allowed. */
    QUERY_TIMED_OUT(ErrorKind.USER, false, 504),
    /** A model or query is wrong SQL for the data that is there. */
    QUERY_FAILED(ErrorKind.USER, false, 422),
    /** Rows read are not rows loaded plus rows set aside. */
    NOT_RECONCILED(ErrorKind.INTERNAL, true, 500),

    /** The worker stopped in mid-run, and its lease lapsed. */
    WORKER_LOST(ErrorKind.RESOURCE, true, 503),
    /** A part of the platform is down or still starting. */
    PLATFORM_UNAVAILABLE(ErrorKind.RESOURCE, true, 503),
    /** The platform's own storage is full. */
    STORAGE_FULL(ErrorKind.RESOURCE, true, 507),
    /** A bug of ours. */
    INTERNAL(ErrorKind.INTERNAL, false, 500);

    private final ErrorKind kind;
    private final boolean retryable;
    private final int httpStatus;

    ErrorCode(ErrorKind kind, boolean retryable, int httpStatus) {
        this.kind = kind;
        this.retryable = retryable;
        this.httpStatus = httpStatus;
    }

    /** The stable code, in kebab case: {@code source-login-refused}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Who has to act. */
    public ErrorKind kind() {
        return kind;
    }

    /** Whether the same thing may work later without anybody changing anything. */
    public boolean retryable() {
        return retryable;
    }

    /** The HTTP status that an API answers with. */
    public int httpStatus() {
        return httpStatus;
    }
}

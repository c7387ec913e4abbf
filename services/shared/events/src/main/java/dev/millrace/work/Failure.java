package dev.millrace.work;

import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.ErrorKind;
import dev.millrace.kernel.MillraceException;

/**
 * Why something failed, as the API and the events say it.
 *
 * @param code stable, of the catalogue {@link ErrorCode}, in kebab case
 * @param kind who has to act
 * @param retryable whether it may work later without anybody changing anything
 * @param message what failed, on which object, and what to do next
 */
public record Failure(String code, ErrorKind kind, boolean retryable, String message) {

    /** The failure that an exception tells. */
    public static Failure of(MillraceException exception) {
        return of(exception.code(), exception.getMessage());
    }

    /** A failure of the catalogue. */
    public static Failure of(ErrorCode code, String message) {
        return new Failure(code.code(), code.kind(), code.retryable(), message);
    }
}

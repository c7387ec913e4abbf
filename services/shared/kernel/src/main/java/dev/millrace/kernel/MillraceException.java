package dev.millrace.kernel;

import org.jspecify.annotations.Nullable;

/**
 * An error of the catalogue. The message is for the person who has to act: what failed, on which object, what to do
 * next. It is shown as it is, so it holds no secret and no value of a row.
 */
public class MillraceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    /** An error that starts here. */
    public MillraceException(ErrorCode code, String message) {
        this(code, message, null);
    }

    /** An error that another one caused; the cause goes to the log, never to the caller. */
    public MillraceException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** Which error of the catalogue this is. */
    public ErrorCode code() {
        return code;
    }

    /** The message; never null, unlike that of other exceptions. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}

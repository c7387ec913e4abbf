package dev.millrace.local;

import org.jspecify.annotations.Nullable;

/** A server could not be started or used. The message names it, says why, and what to do about it. */
public final class ServerFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ServerFailedException(String message) {
        this(message, null);
    }

    ServerFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The message; never null, unlike that of other exceptions. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}

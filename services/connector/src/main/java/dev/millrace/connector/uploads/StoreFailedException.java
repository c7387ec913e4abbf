package dev.millrace.connector.uploads;

import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import org.jspecify.annotations.Nullable;

/** The store can't keep a file. Its message is for who uploads; the operator is told what to mend. */
final class StoreFailedException extends MillraceException {

    private final String toMend;

    StoreFailedException(ErrorCode code, String message, String toMend, @Nullable Exception cause) {
        super(code, message, cause);
        this.toMend = toMend;
    }

    /** What is wrong, and what the operator can do about it. */
    String toMend() {
        return toMend;
    }
}

package dev.millrace.connector.uploads;

import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What stores say when they can't keep a file: to the person what to do, to the operator's log what to mend. */
final class UploadFailures {

    private static final Logger LOG = Logger.getLogger(UploadFailures.class);

    private UploadFailures() {}

    static MillraceException tooLarge(long largest) {
        return new MillraceException(
                ErrorCode.TOO_LARGE,
                "The file is larger than %d MB, the most that can be uploaded. Split it, or connect the database that it comes from."
                        .formatted(largest / 1_000_000));
    }

    static MillraceException full(String toMend, @Nullable Exception cause) {
        LOG.errorf("the store of uploaded files is full: %s", toMend);
        return new StoreFailedException(
                ErrorCode.STORAGE_FULL,
                "There is no room for the file on the server right now. Nothing else is lost; the operator has been told. Try again later.",
                toMend,
                cause);
    }

    static MillraceException unusable(String toMend, Exception cause) {
        LOG.errorf("the store of uploaded files can't be used: %s", toMend);
        return new StoreFailedException(
                ErrorCode.PLATFORM_UNAVAILABLE,
                "The place for uploaded files can't be used right now. Nothing of this file was kept; the operator has been told. Try again later.",
                toMend,
                cause);
    }
}

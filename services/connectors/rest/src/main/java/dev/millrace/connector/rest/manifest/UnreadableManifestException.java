package dev.millrace.connector.rest.manifest;

import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A manifest that is no YAML, or has a reference that leads nowhere, so that nothing in it can be held against the format. */
public final class UnreadableManifestException extends MillraceException {

    private static final long serialVersionUID = 1L;

    private final int line;
    private final @Nullable String written;

    UnreadableManifestException(int line, String message, Throwable cause) {
        super(ErrorCode.INVALID_CONFIGURATION, message, cause);
        this.line = line;
        this.written = null;
    }

    /** @param written what is wrong, as it stands in the text */
    UnreadableManifestException(String written, String message) {
        super(ErrorCode.INVALID_CONFIGURATION, message);
        this.line = 0;
        this.written = written;
    }

    /** The line of the text, from 1. */
    public OptionalInt line(String text) {
        if (line > 0) {
            return OptionalInt.of(line);
        }
        int at = written == null ? -1 : text.indexOf(written);
        return at < 0
                ? OptionalInt.empty()
                : OptionalInt.of(
                        1 + (int) text.chars().limit(at).filter(c -> c == '\n').count());
    }
}

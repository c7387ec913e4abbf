package dev.millrace.platform.bodies;

import java.io.IOException;

/** A body is larger than is accepted. An {@link IOException}, which readers of JSON pass on as it is. */
public final class BodyTooLargeException extends IOException {

    private static final long serialVersionUID = 1;
    private static final int MEGABYTE = 1_000_000;

    BodyTooLargeException(long largest) {
        super(
                "The body is larger than %d MB, the most that is accepted here. Send less at a time; files go to /uploads."
                        .formatted(largest / MEGABYTE));
    }
}

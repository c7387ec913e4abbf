package dev.millrace.connector.singer;

import java.time.Duration;

/**
 * When a part of what a tap writes is enough.
 *
 * @param bytes of messages, before they are compressed
 * @param age since its first message
 */
public record PartLimits(long bytes, Duration age) {

    public PartLimits {
        if (bytes < 1 || age.isNegative()) {
            throw new IllegalArgumentException("a part has a size and an age");
        }
    }
}

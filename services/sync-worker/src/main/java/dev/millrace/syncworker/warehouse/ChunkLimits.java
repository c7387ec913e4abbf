package dev.millrace.syncworker.warehouse;

import java.time.Duration;

/**
 * When a chunk is committed, at the next checkpoint: whichever comes first. More often costs more (measured: 12 % at 10,000
 * rows, and at 16 MB the waits for the disk still show), less often loses more work to a crash.
 */
public record ChunkLimits(long rows, long bytes, Duration time) {

    /** What a worker uses. */
    public static final ChunkLimits DEFAULT = new ChunkLimits(250_000, 64L * 1024 * 1024, Duration.ofSeconds(5));

    /** What a load has to have written before a second connection is worth its while. */
    long bytesBeforeSecond() {
        return bytes / 8;
    }
}

package dev.millrace.connector.sources;

import dev.millrace.kernel.ErrorKind;
import dev.millrace.work.Failure;
import java.time.Duration;
import java.time.Instant;

/**
 * Keeps a source that fails from being read as often as one that does not. Each scheduled sync that fails doubles the time
 * to the next one, up to a day; after five, a failure that only a person can mend stops the schedule.
 */
public final class Circuit {

    private static final int FAILURES_THAT_STOP = 5;
    private static final Duration LONGEST_PAUSE = Duration.ofDays(1);

    private Circuit() {}

    /** A scheduled sync has failed for good. */
    public static void failed(Source source, Failure failure, Instant now) {
        source.failuresInARow++;
        if (source.failuresInARow >= FAILURES_THAT_STOP && onlyAPersonCanMend(failure)) {
            source.pausedReason =
                    "%d scheduled syncs failed one after another, so the schedule stands still. %s Then sync once by hand."
                            .formatted(source.failuresInARow, failure.message());
        }
        rearm(source, now);
    }

    /** It can be read, or somebody has changed what kept it from being read. */
    public static void close(Source source, Instant now) {
        if (source.failuresInARow > 0 || source.pausedReason != null) {
            source.failuresInARow = 0;
            source.pausedReason = null;
            rearm(source, now);
        }
    }

    /** Sets when the schedule reads it next. */
    public static void rearm(Source source, Instant now) {
        source.scheduleSetAt = now;
        source.nextRunAt = source.pausedReason != null
                ? null
                : source.schedule
                        .nextAfter(now, source.failuresInARow, LONGEST_PAUSE)
                        .orElse(null);
    }

    /** Bugs of ours go away with an update, which comes without the tenant's doing. */
    private static boolean onlyAPersonCanMend(Failure failure) {
        return !failure.retryable() && failure.kind() != ErrorKind.INTERNAL;
    }
}

package dev.millrace.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/** How long things took. Threads may share it. */
final class Latencies {

    private final List<Duration> taken = Collections.synchronizedList(new ArrayList<>());

    /** Does something, and notes how long that took. */
    <T> T timed(Callable<T> work) throws Exception {
        long begin = System.nanoTime();
        T result = work.call();
        taken.add(Duration.ofNanos(System.nanoTime() - begin));
        return result;
    }

    int count() {
        return taken.size();
    }

    /** The time in which so many of a hundred were done; zero of none. */
    Duration percentile(int percent) {
        List<Duration> sorted = taken.stream().sorted().toList();
        if (sorted.isEmpty()) {
            return Duration.ZERO;
        }
        return sorted.get(Math.clamp(Math.ceilDiv(sorted.size() * (long) percent, 100) - 1, 0, sorted.size() - 1));
    }

    /** The median, the 95th and the 99th of a hundred, as cells of a table in milliseconds. */
    String cells() {
        return String.format(
                Locale.ROOT,
                "%,d ms | %,d ms | %,d ms",
                percentile(50).toMillis(),
                percentile(95).toMillis(),
                percentile(99).toMillis());
    }
}

package dev.millrace.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Several ways to do one thing, measured in turns, so that what else the machine does meets all of them. */
final class Comparison {

    /** One way; gives what a single pass took. */
    @FunctionalInterface
    interface Way {

        Duration pass() throws Exception;
    }

    private record Measured(String name, Way way, List<Double> seconds) {

        double median() {
            List<Double> sorted = seconds.stream().sorted().toList();
            int middle = sorted.size() / 2;
            return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        }
    }

    private final String title;
    private final List<Measured> ways = new ArrayList<>();

    Comparison(String title) {
        this.title = title;
    }

    Comparison with(String name, Way way) {
        ways.add(new Measured(name, way, new ArrayList<>()));
        return this;
    }

    /** Measures every way so many times, after one pass that does not count. */
    Comparison run(int rounds) throws Exception {
        for (int round = 0; round <= rounds; round++) {
            for (Measured way : ways) {
                double took = way.way().pass().toNanos() / 1e9;
                if (round > 0) {
                    way.seconds().add(took);
                }
            }
        }
        return this;
    }

    double median(String name) {
        return ways.stream()
                .filter(way -> way.name().equals(name))
                .findFirst()
                .orElseThrow()
                .median();
    }

    double ratio(String name, String against) {
        return median(name) / median(against);
    }

    /** A table of medians and their ratios to one of the ways. */
    String table(String against) {
        StringBuilder table = new StringBuilder("\n### " + title + "\n\n| | median s | fastest s | slowest s | × "
                + against + " |\n|---|---|---|---|---|\n");
        for (Measured way : ways) {
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %.3f | %.3f | %.3f | %.2f |%n",
                    way.name(),
                    way.median(),
                    Collections.min(way.seconds()),
                    Collections.max(way.seconds()),
                    ratio(way.name(), against)));
        }
        return table.toString();
    }
}

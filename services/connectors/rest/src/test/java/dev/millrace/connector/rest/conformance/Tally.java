package dev.millrace.connector.rest.conformance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what passed, and keeps why the rest did not. */
final class Tally {

    private final String name;
    private int passed;
    private int total;
    private int incomplete;
    private final Map<String, List<String>> failures = new TreeMap<>();

    Tally(String name) {
        this.name = name;
    }

    /** @param reason empty when the case passed */
    void count(String label, String reason) {
        total++;
        incomplete += reason.startsWith("recorded without") ? 1 : 0;
        if (reason.isEmpty()) {
            passed++;
        } else {
            failures.computeIfAbsent(reason, none -> new ArrayList<>()).add(label);
        }
    }

    int passed() {
        return passed;
    }

    int total() {
        return total;
    }

    String summary() {
        return name + ": " + passed + " of " + total;
    }

    /** The summary, and every failure with its reason, the most frequent reason first. */
    String describe() {
        StringBuilder text = new StringBuilder(summary());
        if (incomplete > 0) {
            text.append(" (")
                    .append(passed)
                    .append(" of ")
                    .append(total - incomplete)
                    .append(" whose recording is complete)");
        }
        text.append('\n');
        failures.entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<String, List<String>> entry) ->
                        -entry.getValue().size()))
                .forEach(entry -> text.append("  ")
                        .append(entry.getValue().size())
                        .append(" x ")
                        .append(entry.getKey().replace('\n', ' '))
                        .append("  <- ")
                        .append(String.join(", ", entry.getValue()))
                        .append('\n'));
        return text.toString();
    }
}

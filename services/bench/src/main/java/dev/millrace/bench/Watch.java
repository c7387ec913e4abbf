package dev.millrace.bench;

import dev.millrace.local.ServerFailedException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Somebody who asks for the same thing again and again, and notes what comes. */
final class Watch implements AutoCloseable {

    /** So many answers in a row make it well again. */
    private static final int ENOUGH = 15;

    /** One question: when it was asked, when it ended, and what was wrong. */
    private record Asked(Instant begin, Instant end, Optional<String> failure) {}

    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean closed;

    Watch(Question question) {
        thread = Thread.ofVirtual().name("watch").start(() -> ask(question));
    }

    private void ask(Question question) {
        while (!closed) {
            Instant begin = Instant.now();
            Optional<String> failure = Optional.empty();
            try {
                question.ask();
            } catch (ServerFailedException e) {
                failure = Optional.of(String.valueOf(e.getMessage()));
            }
            asked.add(new Asked(begin, Instant.now(), failure));
            try {
                Thread.sleep(question.pause());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Whether the last questions were all answered. */
    boolean isWell() {
        int size = asked.size();
        return size >= ENOUGH
                && asked.subList(size - ENOUGH, size).stream()
                        .allMatch(one -> one.failure().isEmpty());
    }

    int questions() {
        return asked.size();
    }

    long failures() {
        return asked.stream().filter(one -> one.failure().isPresent()).count();
    }

    /** The longest time that somebody waited for an answer of any kind. */
    Duration longestWait() {
        return asked.stream()
                .map(one -> Duration.between(one.begin(), one.end()))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** From the last good answer before the first failure to the first good one after the last: zero without a failure. */
    Duration outage() {
        List<Asked> all = List.copyOf(asked);
        int first = -1;
        int last = -1;
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).failure().isPresent()) {
                first = first < 0 ? i : first;
                last = i;
            }
        }
        if (first < 0) {
            return Duration.ZERO;
        }
        Instant from = all.get(first).begin();
        Instant to =
                last + 1 < all.size() ? all.get(last + 1).end() : all.get(last).end();
        return Duration.between(from, to);
    }

    /** What was wrong most often, as people would read it. */
    String mostOftenSeen() {
        Map<String, Long> seen = asked.stream()
                .flatMap(one -> one.failure().stream())
                .map(Watch::withoutAddress)
                .collect(Collectors.groupingBy(message -> message, Collectors.counting()));
        return seen.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse("nothing");
    }

    private static String withoutAddress(String message) {
        int answered = message.indexOf("was answered with ");
        return answered >= 0 ? message.substring(answered + "was answered with ".length()) : "no answer";
    }

    /** Asks nothing more, and waits until the question under way has its answer. */
    void end() {
        closed = true;
        join();
    }

    private void join() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        join();
    }
}

package dev.millrace.connector.rest.expression;

import java.util.Collection;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one evaluation may cost. A manifest is a stranger's text, so that neither its time nor its memory is left to it: an evaluation
 * ends after a number of steps, and no text or list that it makes grows past a size. Steps are also counted for what is written, read and
 * compared.
 */
final class Limits {
    private static final int MAX_LENGTH = 5_000_000;
    private static final int MAX_BITS = 100_000;
    private static final long MAX_STEPS = 10_000_000;
    private static final int CHARACTERS_WRITTEN_PER_STEP = 4;
    private static final int CHARACTERS_READ_PER_STEP = 64;

    // Comparing and looping happen deep within filters and methods, which have no other use for the evaluation that
    // they are part of.
    private static final ThreadLocal<Limits> CURRENT = new ThreadLocal<>();

    private long steps;

    /** Evaluates with limits of its own. */
    static <T> T within(Limits limits, Supplier<T> evaluation) {
        CURRENT.set(limits);
        try {
            return evaluation.get();
        } finally {
            CURRENT.remove();
        }
    }

    /** Counts items that are looked at, for the evaluation that this thread is at. */
    static void looksAt(int items) {
        Limits current = CURRENT.get();
        if (current != null) {
            current.spend(items);
        }
    }

    /** @throws EvaluationException when the evaluation has gone on for too long */
    void step() {
        spend(1);
    }

    /** Counts a value that has been made. */
    void made(@Nullable Object value) {
        if (value instanceof String text) {
            requireLength(text.length());
            spend(text.length() / CHARACTERS_WRITTEN_PER_STEP);
        } else if (value instanceof Collection<?> items) {
            requireLength(items.size());
            spend(items.size());
        }
    }

    /** Counts a text that is gone through. */
    void reads(@Nullable Object value) {
        if (value instanceof String text) {
            spend(text.length() / CHARACTERS_READ_PER_STEP);
        }
    }

    private void spend(long cost) {
        steps += cost;
        if (steps > MAX_STEPS) {
            throw new EvaluationException(ErrorKind.LIMIT, "it takes too long");
        }
    }

    /** @throws EvaluationException when a text or list would be larger than any that an expression needs */
    static void requireLength(long length) {
        if (length > MAX_LENGTH) {
            throw new EvaluationException(ErrorKind.LIMIT, "its result is too large");
        }
    }

    static void requireBits(long bits) {
        if (bits > MAX_BITS || bits < 0) {
            throw new EvaluationException(ErrorKind.LIMIT, "its result is too large");
        }
    }
}

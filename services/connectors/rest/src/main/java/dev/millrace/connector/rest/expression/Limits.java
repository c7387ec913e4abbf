package dev.millrace.connector.rest.expression;

import java.util.Collection;

/**
 * What one evaluation may cost. A manifest is a stranger's text, so that neither its time nor its memory is left to it: an evaluation
 * ends after a number of steps, and no text or list that it makes grows past a size. The steps also count the characters that
 * are written, sixteen to a step.
 */
final class Limits {
    private static final int MAX_LENGTH = 20_000_000;
    private static final int MAX_BITS = 100_000;
    private static final long MAX_STEPS = 10_000_000;

    private long steps;

    /** @throws EvaluationException when the evaluation has gone on for too long */
    void step() {
        spend(1);
    }

    /** Counts a value that has been made. */
    void made(Object value) {
        if (value instanceof String text) {
            requireLength(text.length());
            spend(text.length() / 16);
        } else if (value instanceof Collection<?> items) {
            requireLength(items.size());
            spend(items.size() / 4);
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

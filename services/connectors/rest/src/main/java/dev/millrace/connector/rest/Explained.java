package dev.millrace.connector.rest;

import dev.millrace.connector.rest.expression.ExpressionException;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.util.function.Supplier;

/** What an expression or a value does wrong is something that a person can change. */
final class Explained {

    private Explained() {}

    static <T> T of(Supplier<T> work) {
        try {
            return work.get();
        } catch (ExpressionException | IllegalArgumentException e) {
            throw new MillraceException(
                    ErrorCode.INVALID_CONFIGURATION,
                    e.getMessage() + (String.valueOf(e.getMessage()).endsWith(".") ? "" : ".")
                            + " Check the manifest, and what the configuration gives it.",
                    e);
        }
    }
}

package dev.millrace.connector.rest.expression;

/** An expression that can't be read, or can't be evaluated with the values at hand. The message holds the expression, no values. */
public final class ExpressionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ExpressionException(String message, Throwable cause) {
        super(message, cause);
    }
}

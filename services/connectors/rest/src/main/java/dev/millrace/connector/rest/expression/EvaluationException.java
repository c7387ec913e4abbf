package dev.millrace.connector.rest.expression;

/** What went wrong within an expression, on its way to the {@link ExpressionException} that names the expression. */
final class EvaluationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorKind kind;

    EvaluationException(ErrorKind kind, String message) {
        // Undefined values are raised for every record that lacks a field: no stack trace to pay for.
        super(message, null, false, false);
        this.kind = kind;
    }

    static EvaluationException type(String message) {
        return new EvaluationException(ErrorKind.TYPE, message);
    }

    static EvaluationException value(String message) {
        return new EvaluationException(ErrorKind.VALUE, message);
    }

    static EvaluationException syntax(String message) {
        return new EvaluationException(ErrorKind.SYNTAX, message);
    }

    ErrorKind kind() {
        return kind;
    }
}

package dev.millrace.connector.rest.expression;

/** What a name or a key that isn't there gives: empty as a text or list, and an error for anything else. {@code message} tells why. */
record Undefined(String message) {
    EvaluationException raised() {
        return new EvaluationException(ErrorKind.UNDEFINED, message);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Undefined;
    }

    @Override
    public int hashCode() {
        return 7;
    }

    @Override
    public String toString() {
        return "";
    }
}

package dev.millrace.connector.rest.expression;

import org.jspecify.annotations.Nullable;

/** A word of an expression. {@code value} is the text of a string or the number of a number. */
record Token(Kind kind, String text, @Nullable Object value) {

    enum Kind {
        NAME,
        STRING,
        INTEGER,
        FLOAT,
        OPERATOR,
        END
    }

    boolean is(String operatorOrName) {
        return (kind == Kind.OPERATOR || kind == Kind.NAME) && text.equals(operatorOrName);
    }
}

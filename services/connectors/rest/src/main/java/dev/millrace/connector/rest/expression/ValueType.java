package dev.millrace.connector.rest.expression;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The types that a value of an expression may be limited to; what is of another type stays the text that it was rendered as. */
public enum ValueType {
    STRING,
    INTEGER,
    FLOAT,
    BOOLEAN,
    LIST,
    MAP;

    boolean includes(@Nullable Object value) {
        return switch (this) {
            case STRING -> value instanceof String;
            // In Python a boolean is an integer.
            case INTEGER -> value instanceof Long || value instanceof BigInteger || value instanceof Boolean;
            case FLOAT -> value instanceof Double;
            case BOOLEAN -> value instanceof Boolean;
            case LIST -> value instanceof List<?>;
            case MAP -> value instanceof Map<?, ?>;
        };
    }
}

package dev.millrace.connector.rest.expression;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Conversions between the types of values, with the results of Python's {@code str}, {@code int}, {@code float} and {@code bool}. */
public final class PythonValues {
    private PythonValues() {}

    /** The value as text; of a list or map, as an expression of Python. */
    public static String text(@Nullable Object value) {
        return PythonText.str(Values.normal(value));
    }

    /** A {@code Long} or {@code BigInteger}, unless the value is neither a number nor the text of a whole one. */
    public static Optional<Object> integer(@Nullable Object value) {
        try {
            return Optional.of(NumberFilters.integer(Values.normal(value)));
        } catch (EvaluationException e) {
            return Optional.empty();
        }
    }

    /** The float, unless the value is neither a number nor the text of one. */
    public static Optional<Double> floating(@Nullable Object value) {
        try {
            return Optional.of(NumberFilters.floating(Values.normal(value)));
        } catch (EvaluationException e) {
            return Optional.empty();
        }
    }

    /** False are null, false, zero, and an empty text, list or map. */
    public static boolean isTrue(@Nullable Object value) {
        return Values.isTrue(Values.normal(value));
    }
}

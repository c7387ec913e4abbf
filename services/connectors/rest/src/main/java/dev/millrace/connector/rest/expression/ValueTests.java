package dev.millrace.connector.rest.expression;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tests of {@code is}, by name. */
final class ValueTests {
    private static final Set<String> NAMES = Set.of(
            "boolean",
            "callable",
            "defined",
            "divisibleby",
            "eq",
            "equalto",
            "==",
            "escaped",
            "even",
            "false",
            "filter",
            "float",
            "ge",
            ">=",
            "gt",
            "greaterthan",
            ">",
            "in",
            "integer",
            "iterable",
            "le",
            "<=",
            "lower",
            "lt",
            "lessthan",
            "<",
            "mapping",
            "ne",
            "!=",
            "none",
            "number",
            "odd",
            "sameas",
            "sequence",
            "string",
            "test",
            "true",
            "undefined",
            "upper");

    private ValueTests() {}

    static void requireKnown(String name) {
        if (!NAMES.contains(name)) {
            throw new EvaluationException(ErrorKind.ASSERTION, "there is no test named '" + name + "'");
        }
    }

    static boolean holds(String name, @Nullable Object value, Arguments arguments) {
        return switch (name) {
            case "defined" -> !(value instanceof Undefined);
            case "undefined" -> value instanceof Undefined;
            case "none" -> value == null;
            case "true" -> Boolean.TRUE.equals(value);
            case "false" -> Boolean.FALSE.equals(value);
            case "boolean" -> value instanceof Boolean;
            case "integer" -> Numbers.isInteger(value) && !(value instanceof Boolean);
            case "float" -> value instanceof Double;
            case "number" -> Numbers.isNumber(value);
            case "string" -> value instanceof String;
            case "mapping" -> value instanceof Map<?, ?>;
            case "sequence" ->
                value instanceof String
                        || value instanceof List<?>
                        || value instanceof Map<?, ?>
                        || value instanceof Tuple
                        || value instanceof Undefined;
            case "iterable" ->
                value instanceof String
                        || value instanceof Iterable<?>
                        || value instanceof Map<?, ?>
                        || value instanceof Tuple
                        || value instanceof Sequence
                        || value instanceof Undefined;
            case "callable" -> value instanceof Callable;
            case "escaped" -> false;
            case "odd" -> remainder(value, 2L) == 1;
            case "even" -> remainder(value, 2L) == 0;
            case "divisibleby" -> remainder(value, arguments.required(0, "num")) == 0;
            case "lower" -> StringMethods.isLower(PythonText.str(value));
            case "upper" -> StringMethods.isUpper(PythonText.str(value));
            case "sameas" -> same(value, arguments.required(0, "other"));
            case "filter" -> value instanceof String filter && Filters.isKnown(filter);
            case "test" -> value instanceof String test && NAMES.contains(test);
            case "in" -> Comparisons.contains(arguments.required(0, "seq"), value);
            case "eq", "equalto", "==" -> Comparisons.equal(value, arguments.required(0, "other"));
            case "ne", "!=" -> !Comparisons.equal(value, arguments.required(0, "other"));
            case "lt", "lessthan", "<" -> Comparisons.holds("<", value, arguments.required(0, "other"));
            case "le", "<=" -> Comparisons.holds("<=", value, arguments.required(0, "other"));
            case "gt", "greaterthan", ">" -> Comparisons.holds(">", value, arguments.required(0, "other"));
            case "ge", ">=" -> Comparisons.holds(">=", value, arguments.required(0, "other"));
            default -> throw new EvaluationException(ErrorKind.RUNTIME, "there is no test named '" + name + "'");
        };
    }

    private static double remainder(@Nullable Object value, @Nullable Object divisor) {
        return Numbers.floating(Arithmetic.apply("%", value, divisor));
    }

    /** Identity, as far as it can be told: containers are another one each time that an expression makes them. */
    private static boolean same(@Nullable Object value, @Nullable Object other) {
        boolean isPlain = value == null || value instanceof Boolean || value instanceof Long || value instanceof String;
        return isPlain && Values.typeName(value).equals(Values.typeName(other)) && Comparisons.equal(value, other);
    }
}

package dev.millrace.connector.rest.expression;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What holds for any value: its type's name, its truth, its length, its items. */
final class Values {
    private Values() {}

    /** A value from outside, in the types that are calculated with here. */
    static @Nullable Object normal(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Integer number -> number.longValue();
            case Short number -> number.longValue();
            case Byte number -> number.longValue();
            case Float number -> Double.valueOf(number.toString());
            case BigDecimal number -> number.doubleValue();
            case BigInteger number -> Numbers.narrow(number);
            default -> value;
        };
    }

    /** The name that Python has for the type. */
    static String typeName(@Nullable Object value) {
        return switch (value) {
            case null -> "NoneType";
            case String ignored -> "str";
            case Boolean ignored -> "bool";
            case Long ignored -> "int";
            case BigInteger ignored -> "int";
            case Double ignored -> "float";
            case List<?> ignored -> "list";
            case Map<?, ?> ignored -> "dict";
            case Set<?> ignored -> "set";
            case Tuple ignored -> "tuple";
            case Undefined ignored -> "Undefined";
            case OffsetDateTime ignored -> "datetime.datetime";
            case LocalDateTime ignored -> "datetime.datetime";
            case LocalDate ignored -> "datetime.date";
            case Duration ignored -> "datetime.timedelta";
            case IsoDuration ignored -> "Duration";
            case Sequence sequence -> sequence.kind();
            case Callable callable -> callable.kind();
            default -> "object";
        };
    }

    static boolean isTrue(@Nullable Object value) {
        return switch (value) {
            case null -> false;
            case Boolean truth -> truth;
            case String text -> !text.isEmpty();
            case Long number -> number != 0;
            case Double number -> number != 0;
            case BigInteger ignored -> true;
            case Collection<?> items -> !items.isEmpty();
            case Map<?, ?> map -> !map.isEmpty();
            case Tuple tuple -> !tuple.items().isEmpty();
            case Undefined ignored -> false;
            case Duration duration -> !duration.isZero();
            case Sequence sequence -> sequence.lazy() || !sequence.items().isEmpty();
            default -> true;
        };
    }

    /** The items to loop over; of a map its keys, of a text its characters. */
    static List<Object> items(@Nullable Object value) {
        List<Object> items = itemsOf(value);
        Limits.looksAt(items.size());
        return items;
    }

    private static List<Object> itemsOf(@Nullable Object value) {
        return switch (value) {
            case List<?> list -> normalized(list);
            case Tuple tuple -> tuple.items();
            case Sequence sequence -> sequence.items();
            case Map<?, ?> map -> normalized(map.keySet());
            case Set<?> set -> normalized(set);
            case String text -> {
                List<Object> characters = new ArrayList<>();
                text.codePoints().forEach(codePoint -> characters.add(Character.toString(codePoint)));
                yield characters;
            }
            case Undefined ignored -> List.of();
            case null, default -> throw EvaluationException.type("'" + typeName(value) + "' object is not iterable");
        };
    }

    private static List<Object> normalized(Collection<?> items) {
        List<Object> result = new ArrayList<>(items.size());
        for (Object item : items) {
            result.add(normal(item));
        }
        return result;
    }

    static long length(@Nullable Object value) {
        return switch (value) {
            case String text -> text.codePointCount(0, text.length());
            case Collection<?> items -> items.size();
            case Map<?, ?> map -> map.size();
            case Tuple tuple -> tuple.items().size();
            case Undefined ignored -> 0;
            case Sequence sequence when !sequence.lazy() -> sequence.items().size();
            case null, default ->
                throw EvaluationException.type("object of type '" + typeName(value) + "' has no len()");
        };
    }

    static String requireText(@Nullable Object value, String user) {
        if (value instanceof String text) {
            return text;
        }
        throw EvaluationException.type(user + " needs a str, not " + typeName(value));
    }

    static int requireInt(@Nullable Object value) {
        if (value == null || !Numbers.isInteger(value)) {
            if (value instanceof Undefined undefined) {
                throw undefined.raised();
            }
            throw EvaluationException.type("'" + typeName(value) + "' object cannot be interpreted as an integer");
        }
        BigInteger integer = Numbers.big(value);
        if (integer.bitLength() > 31) {
            throw new EvaluationException(ErrorKind.OVERFLOW, "an integer is too large for this");
        }
        return integer.intValue();
    }
}

package dev.millrace.connector.rest.expression;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Equality, order and membership. */
final class Comparisons {
    private Comparisons() {}

    static boolean holds(String operator, @Nullable Object left, @Nullable Object right) {
        return switch (operator) {
            case "==" -> equal(left, right);
            case "!=" -> !equal(left, right);
            case "in" -> contains(right, left);
            case "not in" -> !contains(right, left);
            default -> ordered(operator, left, right);
        };
    }

    static boolean equal(@Nullable Object givenLeft, @Nullable Object givenRight) {
        Object left = Values.normal(givenLeft);
        Object right = Values.normal(givenRight);
        if (left == null || right == null) {
            return left == null && right == null;
        }
        if (Numbers.isNumber(left) && Numbers.isNumber(right)) {
            return !Numbers.isNan(left) && !Numbers.isNan(right) && Numbers.compare(left, right) == 0;
        }
        if (left instanceof List<?> a && right instanceof List<?> b) {
            return sameItems(a, b);
        }
        if (left instanceof Tuple(List<Object> a) && right instanceof Tuple(List<Object> b)) {
            return sameItems(a, b);
        }
        if (left instanceof Map<?, ?> a && right instanceof Map<?, ?> b) {
            Limits.looksAt(a.size());
            return a.size() == b.size()
                    && a.entrySet().stream()
                            .allMatch(entry ->
                                    b.containsKey(entry.getKey()) && equal(entry.getValue(), b.get(entry.getKey())));
        }
        if (left instanceof OffsetDateTime a && right instanceof OffsetDateTime b) {
            return a.isEqual(b);
        }
        return left.equals(right);
    }

    private static boolean sameItems(List<?> left, List<?> right) {
        if (left.size() != right.size()) {
            return false;
        }
        Limits.looksAt(left.size());
        for (int i = 0; i < left.size(); i++) {
            if (!equal(left.get(i), right.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean ordered(String operator, @Nullable Object left, @Nullable Object right) {
        if (left != null && right != null && (Numbers.isNan(left) || Numbers.isNan(right))) {
            return false;
        }
        int order = order(operator, left, right);
        return switch (operator) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
    }

    /** The order that sorting goes by. */
    static int order(@Nullable Object left, @Nullable Object right) {
        return order("<", left, right);
    }

    private static int order(String operator, @Nullable Object givenLeft, @Nullable Object givenRight) {
        Object left = Values.normal(givenLeft);
        Object right = Values.normal(givenRight);
        if (left instanceof Undefined undefined) {
            throw undefined.raised();
        }
        if (right instanceof Undefined undefined) {
            throw undefined.raised();
        }
        if (left instanceof String a && right instanceof String b) {
            return byCodePoint(a, b);
        }
        if (left != null && right != null && Numbers.isNumber(left) && Numbers.isNumber(right)) {
            return Numbers.compare(left, right);
        }
        if (left instanceof List<?> a && right instanceof List<?> b) {
            return itemByItem(operator, a, b);
        }
        if (left instanceof Tuple(List<Object> a) && right instanceof Tuple(List<Object> b)) {
            return itemByItem(operator, a, b);
        }
        if (left instanceof OffsetDateTime a && right instanceof OffsetDateTime b) {
            return a.toInstant().compareTo(b.toInstant());
        }
        if (left instanceof LocalDateTime a && right instanceof LocalDateTime b) {
            return a.compareTo(b);
        }
        if (left instanceof LocalDate a && right instanceof LocalDate b) {
            return a.compareTo(b);
        }
        if (left instanceof Duration a && right instanceof Duration b) {
            return a.compareTo(b);
        }
        throw EvaluationException.type("'" + operator + "' not supported between instances of '" + Values.typeName(left)
                + "' and '" + Values.typeName(right) + "'");
    }

    private static int itemByItem(String operator, List<?> left, List<?> right) {
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            Limits.looksAt(1);
            if (!equal(left.get(i), right.get(i))) {
                return order(operator, left.get(i), right.get(i));
            }
        }
        return Integer.compare(left.size(), right.size());
    }

    /** Unlike {@link String#compareTo}, which goes by UTF-16. */
    private static int byCodePoint(String left, String right) {
        int i = 0;
        while (i < left.length() && i < right.length() && left.charAt(i) == right.charAt(i)) {
            i++;
        }
        if (i == left.length() || i == right.length()) {
            return Integer.compare(left.length(), right.length());
        }
        boolean inPair = i > 0 && Character.isHighSurrogate(left.charAt(i - 1));
        int from = inPair ? i - 1 : i;
        return Integer.compare(left.codePointAt(from), right.codePointAt(from));
    }

    static boolean contains(@Nullable Object container, @Nullable Object item) {
        if (container instanceof String text) {
            if (item instanceof String part) {
                return text.contains(part);
            }
            throw EvaluationException.type(
                    "'in <string>' requires string as left operand, not " + Values.typeName(item));
        }
        if (container instanceof Map<?, ?> map) {
            return Members.hasKey(map, item);
        }
        if (container instanceof Set<?> || isSequence(container)) {
            return Values.items(container).stream().anyMatch(candidate -> equal(candidate, item));
        }
        throw EvaluationException.type("argument of type '" + Values.typeName(container) + "' is not iterable");
    }

    private static boolean isSequence(@Nullable Object value) {
        return value instanceof List<?>
                || value instanceof Tuple
                || value instanceof Sequence
                || value instanceof Undefined;
    }
}

package dev.millrace.connector.rest.expression;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The methods and attributes that values have by their type: a fixed list for each, and nothing of Java. */
final class Methods {
    private Methods() {}

    /** The value of the attribute, or null where the type has none of that name. */
    static @Nullable Object find(@Nullable Object target, String name) {
        return switch (target) {
            case null -> null;
            case String text -> StringMethods.find(text, name);
            case Map<?, ?> map -> CollectionMethods.ofMap(map, name);
            case List<?> list -> CollectionMethods.ofList(list, name);
            case Tuple tuple -> CollectionMethods.ofSequence(tuple.items(), name);
            case Set<?> set -> CollectionMethods.ofSet(set, name);
            case OffsetDateTime moment -> DateMethods.ofDateTime(moment, name);
            case LocalDateTime moment -> DateMethods.ofNaive(moment, name);
            case LocalDate date -> DateMethods.ofDate(date, name);
            case Duration duration -> DateMethods.ofDuration(duration, name);
            case Double number ->
                name.equals("is_integer")
                        ? Callable.method(name, arguments -> number == Math.rint(number) && !number.isInfinite())
                        : null;
            default -> null;
        };
    }
}

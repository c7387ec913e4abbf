package dev.millrace.connector.rest.conformance;

import dev.millrace.connector.rest.answer.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One text for all that Python calls equal: fields in order of their names, numbers by their value. */
final class Canonical {

    private Canonical() {}

    static String of(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<String, String> sorted = new TreeMap<>();
                map.forEach((key, item) -> sorted.put(String.valueOf(key), of(item)));
                yield sorted.entrySet().stream()
                        .map(entry -> Json.write(entry.getKey()) + ":" + entry.getValue())
                        .collect(Collectors.joining(",", "{", "}"));
            }
            case List<?> list -> list.stream().map(Canonical::of).collect(Collectors.joining(",", "[", "]"));
            case Double number when number.isInfinite() || number.isNaN() -> number.toString();
            case Double number -> plain(new BigDecimal(number.toString()));
            case BigInteger number -> plain(new BigDecimal(number));
            case BigDecimal number -> plain(number);
            case Number number -> plain(BigDecimal.valueOf(number.longValue()));
            case null -> "null";
            default -> Json.write(value);
        };
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}

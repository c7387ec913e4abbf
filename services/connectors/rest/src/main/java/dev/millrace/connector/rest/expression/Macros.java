package dev.millrace.connector.rest.expression;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The functions that expressions may call by name, as the manifest format documents them. */
final class Macros {
    private static final Pattern CAPITAL = Pattern.compile("(?<!^)(?=[A-Z])");

    private final Clock clock;
    private final Map<String, Callable> macros = new HashMap<>();

    private Macros(Clock clock) {
        this.clock = clock;
    }

    static Map<String, Callable> by(Clock clock) {
        Macros macros = new Macros(clock);
        macros.addAll();
        return Map.copyOf(macros.macros);
    }

    private void addAll() {
        add("now_utc", arguments -> now());
        add("today_utc", arguments -> now().toLocalDate());
        add("today_with_timezone", arguments -> today(arguments.text(0, "timezone")));
        add("timestamp", arguments -> timestamp(arguments.required(0, "dt")));
        add("str_to_datetime", arguments -> moment(arguments.required(0, "s")));
        add("format_datetime", Macros::formatted);
        add(
                "day_delta",
                arguments -> DateWriter.write(
                        now().plusDays(Values.requireInt(arguments.required(0, "num_days"))),
                        arguments.text(1, "format", "%Y-%m-%dT%H:%M:%S.%f%z")));
        add("duration", arguments -> duration(arguments.text(0, "datestring")));
        add("max", arguments -> extreme(arguments, 1));
        add("min", arguments -> extreme(arguments, -1));
        add("sanitize_url", arguments -> UrlText.quotedPlus(arguments.text(0, "value")));
        add(
                "camel_case_to_snake_case",
                arguments -> CAPITAL.matcher(arguments.text(0, "value"))
                        .replaceAll("_")
                        .toLowerCase(Locale.ROOT));
        add("generate_uuid", arguments -> UUID.randomUUID().toString());
        add("dict", arguments -> namespace(arguments));
        add("namespace", arguments -> namespace(arguments));
    }

    private void add(String name, Function<Arguments, @Nullable Object> body) {
        macros.put(name, Callable.macro(name, body));
    }

    private OffsetDateTime now() {
        return OffsetDateTime.now(clock.withZone(ZoneOffset.UTC)).truncatedTo(ChronoUnit.MICROS);
    }

    private LocalDate today(String zone) {
        try {
            return LocalDate.now(clock.withZone(ZoneId.of(zone)));
        } catch (DateTimeException e) {
            throw new EvaluationException(ErrorKind.TIME_ZONE, "there is no such time zone");
        }
    }

    private static OffsetDateTime moment(@Nullable Object text) {
        if (text instanceof Undefined undefined) {
            throw undefined.raised();
        }
        return IsoDates.parse(Values.requireText(text, "str_to_datetime()"));
    }

    private static @Nullable Object timestamp(@Nullable Object moment) {
        return Numbers.isNumber(moment)
                ? NumberFilters.integer(moment)
                : (Object) DateFormats.timestamp(moment(moment));
    }

    private static String formatted(Arguments arguments) {
        Object given = arguments.required(0, "dt");
        String format = arguments.text(1, "format");
        Object inputFormat = arguments.optional(2, "input_format", null);
        if (given instanceof OffsetDateTime moment) {
            return DateWriter.write(moment, format);
        }
        if (given != null && Numbers.isInteger(given)) {
            String read = Values.isTrue(inputFormat) ? Values.requireText(inputFormat, "format_datetime()") : "%s";
            return DateFormats.format(DateFormats.parsed(given, read), format);
        }
        if (!Values.isTrue(inputFormat)) {
            return DateFormats.format(moment(given), format);
        }
        String text = Values.requireText(given, "format_datetime()");
        return DateFormats.format(
                DateParser.of(Values.requireText(inputFormat, "format_datetime()"))
                        .parse(text),
                format);
    }

    private static Object duration(String text) {
        try {
            return IsoDuration.parse(text).simplest();
        } catch (IllegalArgumentException e) {
            throw EvaluationException.value("the text of duration() is " + e.getMessage());
        }
    }

    private static Object extreme(Arguments arguments, int sign) {
        List<Object> values = arguments.positional().size() == 1
                ? Values.items(arguments.positional().getFirst())
                : arguments.positional();
        if (values.isEmpty()) {
            throw EvaluationException.value("there is nothing to take the largest or smallest of");
        }
        Object best = values.getFirst();
        for (Object value : values.subList(1, values.size())) {
            best = Comparisons.order(value, best) * sign > 0 ? value : best;
        }
        return best;
    }

    private static LocalMap namespace(Arguments arguments) {
        LocalMap map = new LocalMap();
        if (!arguments.positional().isEmpty()) {
            map.putAll(CollectionMethods.entriesOf(arguments.positional().getFirst()));
        }
        map.putAll(arguments.named());
        return map;
    }
}

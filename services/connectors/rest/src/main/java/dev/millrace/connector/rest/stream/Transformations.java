package dev.millrace.connector.rest.stream;

import dev.millrace.connector.rest.expression.Expression;
import dev.millrace.connector.rest.expression.RecordPath;
import dev.millrace.connector.rest.expression.ValueType;
import dev.millrace.connector.rest.manifest.Component;
import dev.millrace.connector.rest.manifest.Tree;
import dev.millrace.connector.rest.transformation.AddFields;
import dev.millrace.connector.rest.transformation.DpathFlattenFields;
import dev.millrace.connector.rest.transformation.FlattenFields;
import dev.millrace.connector.rest.transformation.KeysReplace;
import dev.millrace.connector.rest.transformation.KeysToLower;
import dev.millrace.connector.rest.transformation.KeysToSnakeCase;
import dev.millrace.connector.rest.transformation.RemoveFields;
import dev.millrace.connector.rest.transformation.Transformation;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes transformations of components. */
final class Transformations {

    private Transformations() {}

    static List<Transformation> of(List<Component> components) {
        return components.stream().map(Transformations::withParameters).toList();
    }

    /** Each sees the parameters of its own component. */
    private static Transformation withParameters(Component component) {
        Transformation made = of(component);
        return (record, context) -> {
            Map<String, Object> seen = new HashMap<>(context);
            seen.put("parameters", component.parameters());
            made.apply(record, seen);
        };
    }

    private static Transformation of(Component component) {
        return switch (component.type()) {
            case "AddFields" ->
                new AddFields(
                        component.children("fields").stream()
                                .map(Transformations::field)
                                .toList(),
                        optional(component, "condition"));
            case "RemoveFields" ->
                new RemoveFields(
                        Tree.listOf(component.raw("field_pointers")).stream()
                                .map(pointer -> RecordPath.of(Tree.listOf(pointer)))
                                .toList(),
                        optional(component, "condition"));
            case "KeysToLower" -> new KeysToLower();
            case "KeysToSnakeCase" -> new KeysToSnakeCase();
            case "KeysReplace" ->
                new KeysReplace(
                        expression(component, component.text("old")), expression(component, component.text("new")));
            case "FlattenFields" -> new FlattenFields(component.flag("flatten_lists", true));
            case "DpathFlattenFields" -> dpathFlatten(component);
            default ->
                throw new MillraceException(
                        ErrorCode.INVALID_CONFIGURATION,
                        component.place() + " is a " + component.type() + ", which Millrace does not know.");
        };
    }

    private static Transformation dpathFlatten(Component component) {
        @Nullable Component keys = component.child("key_transformation").orElse(null);
        return new DpathFlattenFields(
                component.texts("field_path").stream()
                        .map(step -> expression(component, step))
                        .toList(),
                component.flag("delete_origin_value", false),
                component.flag("replace_record", false),
                keys == null ? null : optional(keys, "prefix"),
                keys == null ? null : optional(keys, "suffix"));
    }

    private static AddFields.Field field(Component field) {
        Set<ValueType> types = switch (String.valueOf(field.raw("value_type"))) {
            case "string" -> Set.of(ValueType.STRING);
            case "number" -> Set.of(ValueType.FLOAT);
            case "integer" -> Set.of(ValueType.INTEGER);
            case "boolean" -> Set.of(ValueType.BOOLEAN);
            default -> Set.of();
        };
        return new AddFields.Field(field.texts("path"), expression(field, field.text("value")), types);
    }

    private static Expression expression(Component component, String written) {
        return component.settings().expressions().of(written);
    }

    private static @Nullable Expression optional(Component component, String name) {
        return component
                .optionalText(name)
                .filter(written -> !written.isEmpty())
                .map(written -> expression(component, written))
                .orElse(null);
    }
}

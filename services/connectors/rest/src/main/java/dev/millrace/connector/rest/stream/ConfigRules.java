package dev.millrace.connector.rest.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.millrace.connector.rest.answer.Json;
import dev.millrace.connector.rest.expression.RecordPath;
import dev.millrace.connector.rest.manifest.Component;
import dev.millrace.connector.rest.manifest.Template;
import dev.millrace.connector.rest.manifest.Tree;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a manifest does with the person's configuration before anything is read: bring old forms up to date, and check it. */
final class ConfigRules {

    private final Map<String, Object> config;
    private final List<Component> changes;
    private final List<Component> validations;

    private ConfigRules(Map<String, Object> config, List<Component> changes, List<Component> validations) {
        this.config = config;
        this.changes = changes;
        this.validations = validations;
    }

    static ConfigRules of(Component root) {
        Optional<Component> rules = root.child("spec").flatMap(spec -> spec.child("config_normalization_rules"));
        List<Component> changes = rules.map(given -> Stream.concat(
                                given.children("config_migrations").stream()
                                        .flatMap(migration -> migration.children("transformations").stream()),
                                given.children("transformations").stream())
                        .toList())
                .orElse(List.of());
        return new ConfigRules(
                root.settings().config(),
                changes,
                rules.map(given -> given.children("validations")).orElse(List.of()));
    }

    /** @throws MillraceException with {@code INVALID_CONFIGURATION} when a validation fails */
    void apply() {
        changes.forEach(this::change);
        validations.forEach(this::validate);
    }

    private void change(Component change) {
        Optional<Template> condition = change.template("condition", "");
        if (condition.isPresent() && !condition.get().holds(Map.of())) {
            return;
        }
        switch (change.type()) {
            case "ConfigRemapField" -> remap(change);
            case "ConfigAddFields" -> change.children("fields").forEach(this::add);
            case "ConfigRemoveFields" ->
                Tree.listOf(change.raw("field_pointers")).forEach(pointer -> {
                    List<String> path = path(change, pointer);
                    Object parent = parent(path, false);
                    if (parent instanceof Map<?, ?> map) {
                        map.remove(path.getLast());
                    }
                });
            default ->
                throw new MillraceException(
                        ErrorCode.INVALID_CONFIGURATION,
                        change.place() + " is a " + change.type() + ", which Millrace does not know.");
        }
    }

    private void remap(Component change) {
        Map<String, Object> map = change.raw("map") instanceof String written
                ? Tree.mapOrEmpty(change.template(written).value(Map.of()))
                : Tree.mapOrEmpty(change.raw("map"));
        List<String> path = path(change, change.raw("field_path"));
        if (parent(path, false) instanceof Map<?, ?> parent) {
            Object value = parent.get(path.getLast());
            if (value != null && map.containsKey(value.toString())) {
                Tree.put(Tree.asMap(parent), path.getLast(), map.get(value.toString()));
            }
        }
    }

    private void add(Component field) {
        List<String> path = path(field, field.raw("path"));
        Template template = field.template(String.valueOf(field.raw("value")));
        Object value = "string".equals(field.raw("value_type")) ? template.text(Map.of()) : template.value(Map.of());
        if (parent(path, true) instanceof Map<?, ?> parent) {
            Tree.put(Tree.asMap(parent), path.getLast(), value);
        }
    }

    private static List<String> path(Component component, @Nullable Object written) {
        return Tree.listOf(written).stream()
                .map(step -> component.template(String.valueOf(step)).text(Map.of()))
                .toList();
    }

    private @Nullable Object parent(List<String> path, boolean make) {
        Map<String, Object> at = config;
        for (String step : path.subList(0, path.size() - 1)) {
            if (!(at.get(step) instanceof Map<?, ?>)) {
                if (!make) {
                    return null;
                }
                at.put(step, new LinkedHashMap<String, Object>());
            }
            at = Tree.mapOrEmpty(at.get(step));
        }
        return at;
    }

    private void validate(Component validation) {
        Object value;
        if (validation.type().equals("DpathValidator")) {
            RecordPath path = RecordPath.of(path(validation, validation.raw("field_path")));
            value = path.get(config).orElse(null);
            if (value == null) {
                return;
            }
        } else {
            value = validation.raw("value") instanceof String written
                    ? validation.template(written).value(Map.of())
                    : validation.raw("value");
        }
        Component strategy = validation.requiredChild("validation_strategy");
        Object base = strategy.raw("base_schema");
        Set<ValidationMessage> problems = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
                .getSchema(node(base instanceof String text ? parsed(strategy, text) : base))
                .validate(node(value instanceof String text ? parsedOrText(text) : value));
        if (!problems.isEmpty()) {
            throw new MillraceException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "The configuration is not what the connector needs: "
                            + problems.stream()
                                    .map(problem -> problem.getInstanceLocation() + " breaks the rule \""
                                            + problem.getType() + "\"")
                                    .collect(Collectors.joining("; "))
                            + ". Correct it.");
        }
    }

    private static @Nullable Object parsed(Component strategy, String written) {
        Object value = strategy.template(written).value(Map.of());
        return value instanceof String text ? parsedOrText(text) : value;
    }

    private static @Nullable Object parsedOrText(String text) {
        try {
            return Json.read(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            return text;
        }
    }

    private static JsonNode node(@Nullable Object value) {
        return Json.MAPPER.valueToTree(value);
    }
}

package dev.millrace.connector.rest.manifest;

import dev.millrace.connector.rest.expression.IsoDuration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A component of a manifest: its type, its fields, and the templates among them. */
public final class Component {

    private final Settings settings;
    private final Map<String, Object> fields;
    private final String place;

    Component(Settings settings, Map<String, Object> fields, String place) {
        this.settings = settings;
        this.fields = fields;
        this.place = place;
    }

    /** What kind of component it is: {@code HttpRequester}. */
    public String type() {
        return String.valueOf(fields.get(Parameters.TYPE));
    }

    /** Where it stands in the manifest: {@code streams[0].retriever}. */
    public String place() {
        return place;
    }

    /** What its templates see. */
    public Settings settings() {
        return settings;
    }

    /** What was handed down to it. */
    public Map<String, Object> parameters() {
        return Tree.mapOrEmpty(fields.get(Parameters.PARAMETERS));
    }

    /** All its fields as they were written. */
    public Map<String, Object> fields() {
        return fields;
    }

    /** Whether the field is there and not null. */
    public boolean has(String field) {
        return fields.get(field) != null;
    }

    /** The field as it was written. */
    public @Nullable Object raw(String field) {
        return fields.get(field);
    }

    /** A field of plain text, which may not be left out. */
    public String text(String field) {
        return optionalText(field).orElseThrow(() -> Manifest.invalid(at(field) + " is missing."));
    }

    /** A field of plain text. */
    public Optional<String> optionalText(String field) {
        return Optional.ofNullable(fields.get(field)).map(String::valueOf);
    }

    /** A yes or no; templates are not evaluated. */
    public boolean flag(String field, boolean otherwise) {
        Object value = fields.get(field);
        return value == null ? otherwise : Boolean.parseBoolean(String.valueOf(value));
    }

    /** A whole number, which may be a template of the configuration. */
    public Optional<Long> integer(String field) {
        return number(field).map(Double::longValue);
    }

    /** A number, which may be a template of the configuration. */
    public Optional<Double> number(String field) {
        Object value =
                fields.get(field) instanceof String written ? template(written).value(Map.of()) : fields.get(field);
        if (value == null || value.equals("")) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    value instanceof Number number ? number.doubleValue() : Double.parseDouble(value.toString()));
        } catch (NumberFormatException e) {
            throw Manifest.invalid(at(field) + " has to be a number, not \"" + value + "\".");
        }
    }

    /** A duration of ISO 8601, which may be a template of the configuration; empty when it is not there or comes to nothing. */
    public Optional<IsoDuration> duration(String field) {
        Optional<String> written = template(field, "")
                .map(template -> template.text(Map.of()))
                .filter(text -> !text.isEmpty() && !text.equals("None"));
        try {
            return written.map(IsoDuration::parse);
        } catch (IllegalArgumentException e) {
            throw Manifest.invalid(at(field) + " is \"" + written.orElse("")
                    + "\", which is no duration. Write one such as P1D, P1M or PT1H.");
        }
    }

    /** A list of plain texts. */
    public List<String> texts(String field) {
        return Tree.listOf(fields.get(field)).stream().map(String::valueOf).toList();
    }

    /** A component in a field. */
    public Optional<Component> child(String field) {
        return fields.get(field) instanceof Map<?, ?> map
                ? Optional.of(new Component(settings, Tree.asMap(map), at(field)))
                : Optional.empty();
    }

    /** A component in a field that may not be left out. */
    public Component requiredChild(String field) {
        return child(field).orElseThrow(() -> Manifest.invalid(at(field) + " is missing."));
    }

    /** The components in a field, which holds a list of them or one. */
    public List<Component> children(String field) {
        List<Component> children = new ArrayList<>();
        List<Object> items = Tree.listOf(fields.get(field));
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i) instanceof Map<?, ?> map) {
                children.add(new Component(settings, Tree.asMap(map), at(field) + "[" + i + "]"));
            }
        }
        return children;
    }

    /** Components by names, as {@code SelectiveAuthenticator} has them. */
    public Map<String, Component> named(String field) {
        Map<String, Component> named = new LinkedHashMap<>();
        Tree.mapOrEmpty(fields.get(field)).forEach((name, value) -> {
            if (value instanceof Map<?, ?> map) {
                named.put(name, new Component(settings, Tree.asMap(map), at(field) + "." + name));
            }
        });
        return named;
    }

    /** A field as a template; empty when it is not there. */
    public Optional<Template> template(String field, String otherwise) {
        String written = optionalText(field).orElse(otherwise);
        return written.isEmpty() ? Optional.empty() : Optional.of(template(written));
    }

    /** A field as a template that may not be left out. */
    public Template requiredTemplate(String field) {
        return template(text(field));
    }

    /** A text as a template that sees what this component sees. */
    public Template template(String written) {
        return new Template(written, written, settings, parameters());
    }

    /** What is empty in a map is left out of it. */
    private Template emptyIsNull(String written) {
        return new Template(written, null, settings, parameters());
    }

    /** A list of texts as templates. */
    public List<Template> templates(String field) {
        return texts(field).stream().map(this::template).toList();
    }

    /** A tree of templates: maps with templates in keys and values. */
    public Optional<TemplateTree> tree(String field) {
        return has(field) ? Optional.of(TemplateTree.of(fields.get(field), this::emptyIsNull)) : Optional.empty();
    }

    /** The same component with other fields, for streams that are made from a template of one. */
    public Component with(Map<String, Object> changed) {
        return new Component(settings, Parameters.handDown(type(), changed, Map.of()), place);
    }

    /** What a function makes of a child, or of nothing. */
    public <T> Optional<T> map(String field, Function<Component, T> make) {
        return child(field).map(make);
    }

    private String at(String field) {
        return place.isEmpty() ? field : place + "." + field;
    }

    @Override
    public String toString() {
        return type() + " at " + place;
    }
}

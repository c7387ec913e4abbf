package dev.millrace.connector.rest.answer;

import dev.millrace.connector.rest.expression.RecordPath;
import dev.millrace.connector.rest.manifest.Component;
import dev.millrace.connector.rest.manifest.Template;
import dev.millrace.connector.rest.manifest.Tree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the records in a value of an answer. */
public final class Extractor {

    private final List<Template> path;
    private final Optional<Expander> expander;

    /** Makes several records of one that has a list in it. */
    private record Expander(List<Template> path, boolean keepOriginal, boolean emitParent) {}

    private Extractor(List<Template> path, Optional<Expander> expander) {
        this.path = path;
        this.expander = expander;
    }

    /** The extractor that a component describes; the values themselves where there is none. */
    public static Extractor of(Optional<Component> component) {
        return new Extractor(
                component.map(given -> given.templates("field_path")).orElse(List.of()),
                component
                        .flatMap(given -> given.child("record_expander"))
                        .map(given -> new Expander(
                                given.templates("expand_records_from_field"),
                                given.flag("remain_original_record", false),
                                given.optionalText("on_no_records")
                                        .orElse("skip")
                                        .equals("emit_parent"))));
    }

    /** The names that lead to the records, where it is names and nothing else, so that they can be taken out of JSON while it comes. */
    public Optional<List<String>> plainPath() {
        List<String> names = texts(path);
        boolean plain = expander.isEmpty()
                && names.stream().noneMatch(name -> name.isEmpty() || name.matches(".*[*?\\[\\]].*|\\d+"));
        return plain ? Optional.of(names) : Optional.empty();
    }

    /** Gives the records of a value, one after another. */
    public void extract(@Nullable Object value, Consumer<Object> records) {
        for (Object record : RecordPath.of(texts(path)).extract(value)) {
            if (record != null) {
                expand(record, records);
            }
        }
    }

    private static List<String> texts(List<Template> templates) {
        return templates.stream().map(step -> step.text(Map.of())).toList();
    }

    private void expand(Object record, Consumer<Object> records) {
        if (expander.isEmpty() || !(record instanceof Map<?, ?> parent)) {
            records.accept(record);
            return;
        }
        Expander how = expander.get();
        RecordPath where = RecordPath.of(texts(how.path()));
        List<?> found = where.all(parent).stream()
                .flatMap(value -> value instanceof List<?> list ? list.stream() : Stream.of())
                .toList();
        if (found.isEmpty()) {
            if (how.emitParent()) {
                records.accept(record);
            }
            return;
        }
        for (Object item : found) {
            if (item instanceof Map<?, ?> map) {
                Map<String, Object> child = new LinkedHashMap<>(Tree.asMap(map));
                if (how.keepOriginal()) {
                    child.put("original_record", parent);
                }
                records.accept(child);
            } else if (item != null && how.keepOriginal()) {
                Map<String, Object> child = new LinkedHashMap<>();
                child.put("value", item);
                child.put("original_record", parent);
                records.accept(child);
            } else if (item != null) {
                records.accept(item);
            }
        }
    }
}

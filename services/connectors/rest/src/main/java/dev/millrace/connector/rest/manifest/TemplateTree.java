package dev.millrace.connector.rest.manifest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A tree of maps and lists with templates as keys and values: parameters, headers or the body of a request. */
public sealed interface TemplateTree {

    /** What it stands for; entries that are null are left out of maps. */
    @Nullable
    Object value(Map<String, Object> moment);

    /** The same, but what is no list stays text: so are parameters of a request. */
    @Nullable
    Object textOrList(Map<String, Object> moment);

    /** A tree of what a field holds. */
    static TemplateTree of(@Nullable Object written, Function<String, Template> template) {
        return switch (written) {
            case Map<?, ?> map -> {
                Map<Template, TemplateTree> entries = new LinkedHashMap<>();
                Tree.asMap(map).forEach((key, value) -> entries.put(template.apply(key), of(value, template)));
                yield new Entries(entries);
            }
            case List<?> list ->
                new Items(list.stream().map(item -> of(item, template)).toList());
            case String text -> new Leaf(template.apply(text));
            case null -> new Fixed(null);
            default -> new Fixed(written);
        };
    }

    /** A map. */
    record Entries(Map<Template, TemplateTree> entries) implements TemplateTree {
        @Override
        public Object value(Map<String, Object> moment) {
            return made(moment, false);
        }

        @Override
        public Object textOrList(Map<String, Object> moment) {
            return made(moment, true);
        }

        private Map<String, Object> made(Map<String, Object> moment, boolean text) {
            Map<String, Object> made = new LinkedHashMap<>();
            entries.forEach((key, tree) -> {
                Object value = text ? tree.textOrList(moment) : tree.value(moment);
                if (value != null) {
                    made.put(key.text(moment), value);
                }
            });
            return made;
        }
    }

    /** A list. */
    record Items(List<TemplateTree> items) implements TemplateTree {
        @Override
        public Object value(Map<String, Object> moment) {
            return Tree.list(items, item -> item.value(moment));
        }

        @Override
        public Object textOrList(Map<String, Object> moment) {
            return Tree.list(items, item -> item.textOrList(moment));
        }
    }

    /** A text with expressions. */
    record Leaf(Template template) implements TemplateTree {
        @Override
        public @Nullable Object value(Map<String, Object> moment) {
            return template.value(moment);
        }

        @Override
        public @Nullable Object textOrList(Map<String, Object> moment) {
            return template.textOrList(moment);
        }
    }

    /** A number or another value that no expression is in. */
    record Fixed(@Nullable Object fixed) implements TemplateTree {
        @Override
        public @Nullable Object value(Map<String, Object> moment) {
            return fixed;
        }

        @Override
        public @Nullable Object textOrList(Map<String, Object> moment) {
            return fixed;
        }
    }
}

package dev.millrace.connector.rest.manifest;

import dev.millrace.connector.rest.expression.Expression;
import dev.millrace.connector.rest.expression.ValueType;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A text with expressions, and what they always see: the configuration and the parameters of the component that has it. */
public final class Template {

    private static final Set<ValueType> TEXT_OR_LIST = Set.of(ValueType.STRING, ValueType.LIST);

    private final String written;
    private final Expression expression;
    private final Settings settings;
    private final Map<String, Object> parameters;

    /** @param otherwise what stands for it where it renders to nothing; null for null */
    Template(String written, @Nullable String otherwise, Settings settings, Map<String, Object> parameters) {
        this.written = written;
        this.expression = settings.expressions().of(written, otherwise);
        this.settings = settings;
        this.parameters = parameters;
    }

    /** As the author wrote it. */
    public String written() {
        return written;
    }

    /** What it stands for at this moment: a number, a list, null, and otherwise text. */
    public @Nullable Object value(Map<String, Object> moment) {
        return expression.value(context(moment));
    }

    /** The same, but what is no list stays text. */
    public @Nullable Object textOrList(Map<String, Object> moment) {
        return expression.value(context(moment), TEXT_OR_LIST);
    }

    /** The text that it is at this moment. */
    public String text(Map<String, Object> moment) {
        return expression.text(context(moment));
    }

    /** Whether it holds at this moment. */
    public boolean holds(Map<String, Object> moment) {
        return expression.condition(context(moment));
    }

    private Map<String, Object> context(Map<String, Object> moment) {
        Map<String, Object> context = new HashMap<>(moment);
        context.put("config", settings.config());
        context.put("parameters", parameters);
        return context;
    }
}

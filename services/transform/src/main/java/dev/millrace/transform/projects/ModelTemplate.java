package dev.millrace.transform.projects;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.interpret.Context;
import com.hubspot.jinjava.interpret.RenderResult;
import com.hubspot.jinjava.lib.fn.ELFunctionDefinition;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Renders a model's SQL: {@code ref('model')} and {@code source('stream')} become the names of tables. */
public final class ModelTemplate {

    private static final Jinjava JINJAVA = jinjava();
    /** Jinjava calls static methods; the rendering that they belong to is the thread's innermost. */
    private static final ThreadLocal<Deque<Rendering>> CURRENT = ThreadLocal.withInitial(ArrayDeque::new);

    private ModelTemplate() {}

    /** What a template read, and where that is. */
    static final class Rendering {

        final Set<String> refs = new LinkedHashSet<>();
        final Set<String> sources = new LinkedHashSet<>();
        private final UnaryOperator<String> tableOfModel;
        private final UnaryOperator<String> tableOfStream;

        Rendering(UnaryOperator<String> tableOfModel, UnaryOperator<String> tableOfStream) {
            this.tableOfModel = tableOfModel;
            this.tableOfStream = tableOfStream;
        }

        String render(String template) {
            CURRENT.get().push(this);
            try {
                RenderResult result = JINJAVA.renderForResult(template, new HashMap<>());
                if (!result.getErrors().isEmpty()) {
                    throw new IllegalArgumentException(
                            result.getErrors().getFirst().getMessage());
                }
                return result.getOutput();
            } finally {
                CURRENT.get().pop();
            }
        }
    }

    /** For Jinjava. */
    public static String ref(String model) {
        Rendering rendering = current();
        rendering.refs.add(model);
        return rendering.tableOfModel.apply(model);
    }

    /** For Jinjava. */
    public static String source(String stream) {
        Rendering rendering = current();
        rendering.sources.add(stream);
        return rendering.tableOfStream.apply(stream);
    }

    private static Rendering current() {
        Rendering rendering = CURRENT.get().peek();
        if (rendering == null) {
            throw new IllegalStateException("nothing is being rendered");
        }
        return rendering;
    }

    private static Jinjava jinjava() {
        Jinjava jinjava = new Jinjava(
                JinjavaConfig.newBuilder().withFailOnUnknownTokens(true).build());
        Context context = jinjava.getGlobalContext();
        context.registerFunction(new ELFunctionDefinition("", "ref", ModelTemplate.class, "ref", String.class));
        context.registerFunction(new ELFunctionDefinition("", "source", ModelTemplate.class, "source", String.class));
        return jinjava;
    }
}

package dev.millrace.connector.rest.expression;

import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes expressions whose macros go by a clock. */
public final class Expressions {
    private final Map<String, Callable> macros;

    /**
     * Makes none yet.
     *
     * @param clock gives {@code now_utc()} and its like the time
     */
    public Expressions(Clock clock) {
        this.macros = Macros.by(clock);
    }

    /**
     * Where the text renders to nothing, or to an undefined value, the text itself is evaluated once more, which gives an empty text
     * or the error: what most components of manifests do.
     *
     * @throws ExpressionException when the text is no template
     */
    public Expression of(String text) {
        return of(text, text);
    }

    /**
     * With a text of its own for where the first one renders to nothing or to an undefined value; null gives null.
     *
     * @throws ExpressionException when a text is no template
     */
    public Expression of(String text, @Nullable String otherwise) {
        return new Expression(text, otherwise, macros);
    }
}

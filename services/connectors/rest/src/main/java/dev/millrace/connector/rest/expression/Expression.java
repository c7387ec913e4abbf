package dev.millrace.connector.rest.expression;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A text of a manifest that may hold expressions, parsed once. Safe for use by several threads, as long as the values of a context
 * don't change meanwhile.
 *
 * <p>A context maps names ({@code config}, {@code record}, {@code stream_slice} and so on) to values in plain types: {@code Map},
 * {@code List}, {@code String}, {@code Boolean}, whole numbers, {@code Double} and null. {@code stream_interval} and {@code
 * stream_partition} are other names of {@code stream_slice}, unless the context has them itself.
 */
public final class Expression {
    private static final Set<String> FALSE_TEXTS = Set.of("", "False", "false", "{}", "[]", "()", "0", "0.0");
    private static final Expressions BY_SYSTEM_CLOCK = new Expressions(Clock.systemUTC());

    private final String text;
    private final Template template;
    private final @Nullable String otherwiseText;
    private final @Nullable Template otherwise;
    private final Map<String, Callable> macros;

    Expression(String text, @Nullable String otherwise, Map<String, Callable> macros) {
        this.text = text;
        this.template = parse(text);
        this.otherwiseText = otherwise;
        this.otherwise = otherwise == null ? null : text.equals(otherwise) ? template : parse(otherwise);
        this.macros = macros;
    }

    /**
     * An expression by the system's clock.
     *
     * @throws ExpressionException when the text is no template
     */
    public static Expression of(String text) {
        return BY_SYSTEM_CLOCK.of(text);
    }

    private static Template parse(String text) {
        try {
            return TemplateParser.parse(text);
        } catch (EvaluationException e) {
            throw failure(text, e);
        }
    }

    /** Whether there is nothing in the text to evaluate. */
    public boolean isConstant() {
        return template.statements().stream().allMatch(Statement.Text.class::isInstance);
    }

    /** The text as the manifest has it. */
    public String source() {
        return text;
    }

    /**
     * The value: the rendered text, read as a literal of Python where it is one. {@code 1} is a number then, {@code [1, 'a']} a list and
     * {@code None} null; all else stays text.
     *
     * @throws ExpressionException when it can't be evaluated with the context
     */
    public @Nullable Object value(Map<String, Object> context) {
        return value(context, Set.of());
    }

    /**
     * The value, where it has one of the types; the rendered text otherwise. No types allow any.
     *
     * @throws ExpressionException when it can't be evaluated with the context
     */
    public @Nullable Object value(Map<String, Object> context, Set<ValueType> types) {
        try {
            String rendered = rendered(text, template, context);
            if (!rendered.isEmpty()) {
                return literal(rendered, types);
            }
        } catch (EvaluationException e) {
            if (e.kind() != ErrorKind.UNDEFINED) {
                throw failure(text, e);
            }
        }
        if (otherwise == null || otherwiseText == null) {
            return null;
        }
        try {
            return literal(rendered(otherwiseText, otherwise, context), types);
        } catch (EvaluationException e) {
            throw failure(otherwiseText, e);
        }
    }

    /**
     * The value as text: what Python's {@code str} makes of it.
     *
     * @throws ExpressionException when it can't be evaluated with the context
     */
    public String text(Map<String, Object> context) {
        return PythonText.str(value(context));
    }

    /**
     * The value as a condition. False are an empty or undefined value, {@code False}, {@code false}, zero, and an empty list or map;
     * all else is true, also {@code None}.
     *
     * @throws ExpressionException when it can't be evaluated with the context
     */
    public boolean condition(Map<String, Object> context) {
        try {
            String rendered = rendered(text, template, context);
            return !FALSE_TEXTS.contains(rendered) && !isFalse(literal(rendered, Set.of()));
        } catch (EvaluationException e) {
            if (e.kind() == ErrorKind.UNDEFINED) {
                return false;
            }
            throw failure(text, e);
        }
    }

    private static boolean isFalse(@Nullable Object value) {
        return value != null && (value instanceof String text ? FALSE_TEXTS.contains(text) : !Values.isTrue(value));
    }

    /** The rendered text alone. Undefined values are errors here. */
    String render(Map<String, Object> context) {
        return template.render(context, macros);
    }

    private String rendered(String source, Template parsed, Map<String, Object> context) {
        for (String name : parsed.names()) {
            if (!macros.containsKey(name) && !Scope.isGiven(context, name)) {
                throw EvaluationException.value("it uses " + name + ", but all there is here are "
                        + String.join(", ", new TreeSet<>(context.keySet())));
            }
        }
        try {
            return parsed.render(context, macros);
        } catch (EvaluationException e) {
            // The reference takes a text with a type error for one that was not meant as an expression.
            if (e.kind() == ErrorKind.TYPE) {
                return source;
            }
            throw e;
        }
    }

    private static @Nullable Object literal(String rendered, Set<ValueType> types) {
        PythonLiteral.Outcome outcome = PythonLiteral.read(rendered);
        if (outcome instanceof PythonLiteral.Value(Object value)) {
            Object plain = plain(value);
            if (types.isEmpty() || types.stream().anyMatch(type -> type.includes(plain) && !(value instanceof Tuple))) {
                return plain;
            }
        }
        return rendered;
    }

    /** Tuples and sets as lists and keys as text, which is what JSON makes of them. */
    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case Tuple(List<Object> items) -> plainItems(items);
            case List<?> items -> plainItems(items);
            case Set<?> items -> plainItems(new ArrayList<>(items));
            case Map<?, ?> map -> {
                Map<String, Object> result = new LinkedHashMap<>();
                map.forEach((key, item) -> result.put(PythonText.str(key), plain(item)));
                yield result;
            }
            case null, default -> value;
        };
    }

    private static List<Object> plainItems(List<?> items) {
        List<Object> result = new ArrayList<>(items.size());
        items.forEach(item -> result.add(plain(item)));
        return result;
    }

    private static ExpressionException failure(String source, EvaluationException cause) {
        return new ExpressionException(
                "The expression \"" + source + "\" can't be evaluated: " + cause.getMessage(), cause);
    }
}

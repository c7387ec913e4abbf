package dev.millrace.connector.rest.expression;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Evaluates parsed expressions over the names of a scope. One for each evaluation, whose cost it counts. */
final class Evaluator {
    private final Limits limits;

    Evaluator(Limits limits) {
        this.limits = limits;
    }

    @Nullable
    Object evaluate(SyntaxNode node, Scope scope) {
        limits.step();
        Object value = valueOf(node, scope);
        boolean isMade = switch (node) {
            case SyntaxNode.Name ignored -> false;
            case SyntaxNode.Constant ignored -> false;
            case SyntaxNode.Attribute ignored -> false;
            case SyntaxNode.Item ignored -> false;
            default -> true;
        };
        if (isMade) {
            limits.made(value);
        }
        return value;
    }

    boolean condition(SyntaxNode node, Scope scope) {
        return Values.isTrue(evaluate(node, scope));
    }

    private @Nullable Object valueOf(SyntaxNode node, Scope scope) {
        return switch (node) {
            case SyntaxNode.Constant constant -> constant.value();
            case SyntaxNode.Name name -> scope.lookUp(name.name());
            case SyntaxNode.ListDisplay list -> new LocalList(all(list.items(), scope));
            case SyntaxNode.TupleDisplay tuple -> new Tuple(all(tuple.items(), scope));
            case SyntaxNode.DictDisplay dict -> dict(dict, scope);
            case SyntaxNode.Attribute attribute -> attribute(attribute, scope);
            case SyntaxNode.Item item -> Members.item(evaluate(item.target(), scope), evaluate(item.index(), scope));
            case SyntaxNode.Slice slice ->
                Members.slice(
                        evaluate(slice.target(), scope),
                        optional(slice.start(), scope),
                        optional(slice.stop(), scope),
                        optional(slice.step(), scope));
            case SyntaxNode.Call call -> call(call, scope);
            case SyntaxNode.Filtered filtered -> filtered(filtered, scope);
            case SyntaxNode.Tested tested -> tested(tested, scope);
            case SyntaxNode.Negative negative -> negated(evaluate(negative.operand(), scope));
            case SyntaxNode.Positive positive -> Arithmetic.apply("+", 0L, evaluate(positive.operand(), scope));
            case SyntaxNode.Binary binary ->
                Arithmetic.apply(binary.operator(), evaluate(binary.left(), scope), evaluate(binary.right(), scope));
            case SyntaxNode.Concatenation concatenation -> concatenated(concatenation, scope);
            case SyntaxNode.Comparison comparison -> compared(comparison, scope);
            case SyntaxNode.Not not -> !condition(not.operand(), scope);
            case SyntaxNode.And and -> {
                Object left = evaluate(and.left(), scope);
                yield Values.isTrue(left) ? evaluate(and.right(), scope) : left;
            }
            case SyntaxNode.Or or -> {
                Object left = evaluate(or.left(), scope);
                yield Values.isTrue(left) ? left : evaluate(or.right(), scope);
            }
            case SyntaxNode.Conditional conditional -> conditional(conditional, scope);
        };
    }

    private List<Object> all(List<SyntaxNode> nodes, Scope scope) {
        List<Object> values = new ArrayList<>(nodes.size());
        for (SyntaxNode node : nodes) {
            values.add(evaluate(node, scope));
        }
        return values;
    }

    private @Nullable Object optional(@Nullable SyntaxNode node, Scope scope) {
        return node == null ? null : evaluate(node, scope);
    }

    private LocalMap dict(SyntaxNode.DictDisplay dict, Scope scope) {
        LocalMap map = new LocalMap();
        for (SyntaxNode.Entry entry : dict.entries()) {
            Object key = evaluate(entry.key(), scope);
            if (key instanceof List<?> || key instanceof Map<?, ?>) {
                throw EvaluationException.type("unhashable type: '" + Values.typeName(key) + "'");
            }
            map.put(key, evaluate(entry.value(), scope));
        }
        return map;
    }

    private @Nullable Object call(SyntaxNode.Call call, Scope scope) {
        Object function = evaluate(call.function(), scope);
        if (function instanceof Undefined undefined) {
            throw undefined.raised();
        }
        if (!(function instanceof Callable callable)) {
            throw EvaluationException.type("'" + Values.typeName(function) + "' object is not callable");
        }
        return callable.body().apply(arguments(callable.name(), call.arguments(), scope));
    }

    private Arguments arguments(String function, SyntaxNode.CallArguments written, Scope scope) {
        List<Object> positional = all(written.positional(), scope);
        if (written.spread() != null) {
            positional.addAll(Values.items(evaluate(written.spread(), scope)));
        }
        Map<String, Object> named = new LinkedHashMap<>();
        written.named().forEach((name, node) -> named.put(name, evaluate(node, scope)));
        if (written.spreadNamed() != null) {
            CollectionMethods.entriesOf(evaluate(written.spreadNamed(), scope))
                    .forEach((name, value) -> named.put(String.valueOf(name), Values.normal(value)));
        }
        return new Arguments(function, positional, named);
    }

    private @Nullable Object attribute(SyntaxNode.Attribute attribute, Scope scope) {
        Object target = evaluate(attribute.target(), scope);
        Object value = Members.attribute(target, attribute.name());
        if (value instanceof Callable) {
            limits.reads(target);
        }
        return value;
    }

    private @Nullable Object filtered(SyntaxNode.Filtered filtered, Scope scope) {
        Object target = evaluate(filtered.target(), scope);
        limits.reads(target);
        return Filters.apply(filtered.filter(), target, arguments(filtered.filter(), filtered.arguments(), scope));
    }

    private boolean tested(SyntaxNode.Tested tested, Scope scope) {
        return ValueTests.holds(
                tested.test(), evaluate(tested.target(), scope), arguments(tested.test(), tested.arguments(), scope));
    }

    private static Object negated(@Nullable Object operand) {
        return operand instanceof IsoDuration || operand instanceof Duration
                ? Arithmetic.negated(operand)
                : operand instanceof Double number ? (Object) (-number) : Arithmetic.apply("-", 0L, operand);
    }

    private String concatenated(SyntaxNode.Concatenation concatenation, Scope scope) {
        StringBuilder text = new StringBuilder();
        for (SyntaxNode part : concatenation.parts()) {
            text.append(PythonText.str(evaluate(part, scope)));
            Limits.requireLength(text.length());
        }
        return text.toString();
    }

    private boolean compared(SyntaxNode.Comparison comparison, Scope scope) {
        Object left = evaluate(comparison.first(), scope);
        for (SyntaxNode.Link link : comparison.links()) {
            Object right = evaluate(link.operand(), scope);
            limits.reads(right);
            if (!Comparisons.holds(link.operator(), left, right)) {
                return false;
            }
            left = right;
        }
        return true;
    }

    private @Nullable Object conditional(SyntaxNode.Conditional conditional, Scope scope) {
        if (condition(conditional.condition(), scope)) {
            return evaluate(conditional.then(), scope);
        }
        return conditional.otherwise() == null
                ? new Undefined("the condition doesn't hold and there is no else")
                : evaluate(conditional.otherwise(), scope);
    }
}

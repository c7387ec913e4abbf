package dev.millrace.connector.rest.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A parsed text with expressions: {@code names} are those that it takes from its surroundings. */
record Template(List<Statement> statements, Set<String> names) {

    /** The text that the values make. */
    String render(Map<String, Object> context, Map<String, Callable> macros) {
        Rendering rendering = new Rendering();
        try {
            return Limits.within(rendering.limits, () -> {
                rendering.all(statements, Scope.of(context, macros));
                return rendering.out.toString();
            });
        } catch (StackOverflowError e) {
            // Nothing outlives the evaluation that could be left half done.
            throw new EvaluationException(ErrorKind.LIMIT, "it is nested too deep");
        }
    }

    private static final class Rendering {
        private final Limits limits = new Limits();
        private final Evaluator evaluator = new Evaluator(limits);
        private StringBuilder out = new StringBuilder();

        private void all(List<Statement> statements, Scope scope) {
            for (Statement statement : statements) {
                switch (statement) {
                    case Statement.Text text -> out.append(text.text());
                    case Statement.Output output ->
                        out.append(PythonText.str(evaluator.evaluate(output.value(), scope)));
                    case Statement.If conditional -> conditional(conditional, scope);
                    case Statement.For loop -> loop(loop, scope);
                    case Statement.Assign assignment -> assign(assignment, scope);
                    case Statement.Capture capture -> {
                        StringBuilder outer = out;
                        out = new StringBuilder();
                        all(capture.body(), scope);
                        scope.assign(capture.target(), out.toString());
                        out = outer;
                    }
                }
                Limits.requireLength(out.length());
            }
        }

        private void conditional(Statement.If conditional, Scope scope) {
            for (Statement.Branch branch : conditional.branches()) {
                if (evaluator.condition(branch.condition(), scope)) {
                    all(branch.body(), scope);
                    return;
                }
            }
            all(conditional.otherwise(), scope);
        }

        private void assign(Statement.Assign assignment, Scope scope) {
            Object value = evaluator.evaluate(assignment.value(), scope);
            if (assignment.attribute() == null) {
                unpack(assignment.targets(), value, scope);
            } else if (scope.lookUp(assignment.targets().getFirst()) instanceof LocalMap namespace) {
                namespace.put(assignment.attribute(), value);
            } else {
                throw new EvaluationException(ErrorKind.RUNTIME, "cannot assign attribute on non-namespace object");
            }
        }

        private static void unpack(List<String> targets, @Nullable Object value, Scope scope) {
            if (targets.size() == 1) {
                scope.assign(targets.getFirst(), value);
                return;
            }
            List<Object> values = Values.items(value);
            if (values.size() != targets.size()) {
                throw EvaluationException.value(
                        targets.size() + " values were expected to unpack, not " + values.size());
            }
            for (int i = 0; i < targets.size(); i++) {
                scope.assign(targets.get(i), values.get(i));
            }
        }

        private void loop(Statement.For loop, Scope scope) {
            List<Object> items = new ArrayList<>();
            for (Object item : Values.items(evaluator.evaluate(loop.items(), scope))) {
                Scope inner = scope.inner();
                unpack(loop.targets(), item, inner);
                if (loop.condition() == null || evaluator.condition(loop.condition(), inner)) {
                    items.add(item);
                }
            }
            for (int i = 0; i < items.size(); i++) {
                Scope inner = scope.inner();
                unpack(loop.targets(), items.get(i), inner);
                inner.assign("loop", position(items, i));
                all(loop.body(), inner);
            }
            if (items.isEmpty()) {
                all(loop.otherwise(), scope);
            }
        }

        private static LocalMap position(List<Object> items, int index) {
            int size = items.size();
            LocalMap loop = new LocalMap();
            loop.put("index", index + 1L);
            loop.put("index0", (long) index);
            loop.put("revindex", (long) size - index);
            loop.put("revindex0", size - index - 1L);
            loop.put("first", index == 0);
            loop.put("last", index == size - 1);
            loop.put("length", (long) size);
            if (index > 0) {
                loop.put("previtem", items.get(index - 1));
            }
            if (index < size - 1) {
                loop.put("nextitem", items.get(index + 1));
            }
            return loop;
        }
    }
}

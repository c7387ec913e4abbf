package dev.millrace.connector.rest.expression;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A parsed expression. */
sealed interface SyntaxNode {

    record Constant(@Nullable Object value) implements SyntaxNode {}

    record Name(String name) implements SyntaxNode {}

    record ListDisplay(List<SyntaxNode> items) implements SyntaxNode {}

    record TupleDisplay(List<SyntaxNode> items) implements SyntaxNode {}

    record DictDisplay(List<Entry> entries) implements SyntaxNode {}

    record Entry(SyntaxNode key, SyntaxNode value) {}

    record Attribute(SyntaxNode target, String name) implements SyntaxNode {}

    record Item(SyntaxNode target, SyntaxNode index) implements SyntaxNode {}

    record Slice(
            SyntaxNode target,
            @Nullable SyntaxNode start,
            @Nullable SyntaxNode stop,
            @Nullable SyntaxNode step) implements SyntaxNode {}

    record Call(SyntaxNode function, CallArguments arguments) implements SyntaxNode {}

    record Filtered(SyntaxNode target, String filter, CallArguments arguments) implements SyntaxNode {}

    record Tested(SyntaxNode target, String test, CallArguments arguments) implements SyntaxNode {}

    record Negative(SyntaxNode operand) implements SyntaxNode {}

    record Positive(SyntaxNode operand) implements SyntaxNode {}

    record Binary(String operator, SyntaxNode left, SyntaxNode right) implements SyntaxNode {}

    record Concatenation(List<SyntaxNode> parts) implements SyntaxNode {}

    /** {@code first < second <= third}: each neighbouring pair has to hold, each operand is evaluated once. */
    record Comparison(SyntaxNode first, List<Link> links) implements SyntaxNode {}

    record Link(String operator, SyntaxNode operand) {}

    record Not(SyntaxNode operand) implements SyntaxNode {}

    record And(SyntaxNode left, SyntaxNode right) implements SyntaxNode {}

    record Or(SyntaxNode left, SyntaxNode right) implements SyntaxNode {}

    record Conditional(
            SyntaxNode condition, SyntaxNode then, @Nullable SyntaxNode otherwise) implements SyntaxNode {}

    /** Arguments as written; {@code spread} is {@code *list}, {@code spreadNamed} is {@code **dict}. */
    record CallArguments(
            List<SyntaxNode> positional,
            Map<String, SyntaxNode> named,
            @Nullable SyntaxNode spread,
            @Nullable SyntaxNode spreadNamed) {
        static final CallArguments NONE = new CallArguments(List.of(), Map.of(), null, null);
    }
}

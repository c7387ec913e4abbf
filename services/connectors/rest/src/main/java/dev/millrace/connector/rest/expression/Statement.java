package dev.millrace.connector.rest.expression;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a template. */
sealed interface Statement {

    record Text(String text) implements Statement {}

    record Output(SyntaxNode value) implements Statement {}

    record If(List<Branch> branches, List<Statement> otherwise) implements Statement {}

    record Branch(SyntaxNode condition, List<Statement> body) {}

    record For(
            List<String> targets,
            SyntaxNode items,
            @Nullable SyntaxNode condition,
            List<Statement> body,
            List<Statement> otherwise)
            implements Statement {}

    /** {@code attribute} is there for {@code set name.attribute = value}, which only a namespace allows. */
    record Assign(List<String> targets, @Nullable String attribute, SyntaxNode value) implements Statement {}

    record Capture(String target, List<Statement> body) implements Statement {}
}

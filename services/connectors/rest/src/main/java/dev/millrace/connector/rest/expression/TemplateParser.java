package dev.millrace.connector.rest.expression;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Parses templates. Of Jinja's tags there are those that work on values: if, for, set and raw. Those that define macros or read other
 * templates have no use in a manifest and would only be one more thing to bound.
 */
final class TemplateParser {
    private static final int MAX_DEPTH = 50;

    private final List<TemplateScanner.Part> parts;
    private final Set<String> used = new HashSet<>();
    private final Set<String> assigned = new HashSet<>();
    private int position;
    private int depth;

    private TemplateParser(String source) {
        this.parts = TemplateScanner.parts(source);
    }

    /** @throws EvaluationException when the text is no template */
    static Template parse(String source) {
        TemplateParser parser = new TemplateParser(source);
        List<Statement> statements = parser.statements(Set.of());
        parser.used.removeAll(parser.assigned);
        return new Template(statements, Set.copyOf(parser.used));
    }

    /** The statements up to one of the tags, which isn't taken. */
    private List<Statement> statements(Set<String> ends) {
        if (++depth > MAX_DEPTH) {
            throw EvaluationException.syntax("its tags are nested more than " + MAX_DEPTH + " levels deep");
        }
        List<Statement> statements = new ArrayList<>();
        while (position < parts.size()) {
            TemplateScanner.Part part = parts.get(position);
            if (part.kind() == TemplateScanner.Kind.TAG && ends.contains(name(part))) {
                break;
            }
            position++;
            statements.add(
                    switch (part.kind()) {
                        case TEXT -> new Statement.Text(part.source());
                        case EXPRESSION -> new Statement.Output(expression(part.source()));
                        case TAG -> tag(part);
                    });
        }
        if (position == parts.size() && !ends.isEmpty()) {
            throw EvaluationException.syntax("a tag is not closed: " + String.join(" or ", ends) + " is missing");
        }
        depth--;
        return statements;
    }

    private static String name(TemplateScanner.Part tag) {
        int end = 0;
        while (end < tag.source().length()
                && Character.isLetterOrDigit(tag.source().charAt(end))) {
            end++;
        }
        return tag.source().substring(0, end);
    }

    private static String rest(TemplateScanner.Part tag) {
        return tag.source().substring(name(tag).length());
    }

    private SyntaxNode expression(String source) {
        ExpressionParser parser = new ExpressionParser(source);
        SyntaxNode node = parser.parseAll();
        used.addAll(parser.names());
        return node;
    }

    private Statement tag(TemplateScanner.Part tag) {
        return switch (name(tag)) {
            case "if" -> conditional(tag);
            case "for" -> loop(tag);
            case "set" -> assignment(tag);
            default ->
                throw EvaluationException.syntax(
                        "the tag '" + name(tag) + "' is not among those that expressions may use: if, for, set, raw");
        };
    }

    private Statement conditional(TemplateScanner.Part tag) {
        List<Statement.Branch> branches = new ArrayList<>();
        TemplateScanner.Part condition = tag;
        while (name(condition).equals("if") || name(condition).equals("elif")) {
            SyntaxNode test = expression(rest(condition));
            branches.add(new Statement.Branch(test, statements(Set.of("elif", "else", "endif"))));
            condition = parts.get(position++);
        }
        List<Statement> otherwise = List.of();
        if (name(condition).equals("else")) {
            otherwise = statements(Set.of("endif"));
            position++;
        }
        return new Statement.If(branches, otherwise);
    }

    private Statement loop(TemplateScanner.Part tag) {
        ExpressionParser parser = new ExpressionParser(rest(tag));
        List<String> targets = parser.targets();
        parser.tokens().expect("in");
        SyntaxNode items = parser.or();
        SyntaxNode condition = parser.tokens().accept("if") ? parser.expression() : null;
        parser.tokens().expectEnd();
        used.addAll(parser.names());
        assigned.addAll(targets);
        assigned.add("loop");
        List<Statement> body = statements(Set.of("else", "endfor"));
        List<Statement> otherwise = List.of();
        if (name(parts.get(position++)).equals("else")) {
            otherwise = statements(Set.of("endfor"));
            position++;
        }
        return new Statement.For(targets, items, condition, body, otherwise);
    }

    private Statement assignment(TemplateScanner.Part tag) {
        ExpressionParser parser = new ExpressionParser(rest(tag));
        List<String> targets = parser.targets();
        String attribute = targets.size() == 1 && parser.tokens().accept(".")
                ? parser.tokens().expectName()
                : null;
        if (attribute == null) {
            assigned.addAll(targets);
        }
        if (!parser.tokens().accept("=")) {
            parser.tokens().expectEnd();
            List<Statement> body = statements(Set.of("endset"));
            position++;
            return new Statement.Capture(targets.getFirst(), body);
        }
        SyntaxNode value = parser.parseAll();
        used.addAll(parser.names());
        return new Statement.Assign(targets, attribute, value);
    }
}

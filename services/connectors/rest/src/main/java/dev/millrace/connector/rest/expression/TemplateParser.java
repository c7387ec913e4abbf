package dev.millrace.connector.rest.expression;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.interpret.InterpretException;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.interpret.TemplateError;
import com.hubspot.jinjava.tree.ExpressionNode;
import com.hubspot.jinjava.tree.Node;
import com.hubspot.jinjava.tree.TagNode;
import com.hubspot.jinjava.tree.TextNode;
import com.hubspot.jinjava.tree.parse.ExpressionToken;
import com.hubspot.jinjava.tree.parse.TextToken;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes a template apart. Jinjava finds text, tags and expressions and nests them; nothing is rendered by it, so that what its
 * tags, filters and property access could reach stays out of reach.
 */
final class TemplateParser {
    private static final Jinjava JINJAVA =
            new Jinjava(JinjavaConfig.newBuilder().withKeepTrailingNewline(true).build());

    private final Set<String> used = new HashSet<>();
    private final Set<String> assigned = new HashSet<>();

    /** @throws EvaluationException when the text is no template */
    static Template parse(String source) {
        TemplateParser parser = new TemplateParser();
        List<Statement> statements = parser.statements(parser.tree(source).getChildren());
        parser.used.removeAll(parser.assigned);
        return new Template(statements, Set.copyOf(parser.used));
    }

    private Node tree(String source) {
        String text = source.replace("\r\n", "\n").replace('\r', '\n');
        // As in Jinja, one line break at the end belongs to the file, not to the text.
        String trimmed = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        // Parsing notes errors with the interpreter, so that each text has one of its own.
        JinjavaInterpreter interpreter = JINJAVA.newInterpreter();
        try {
            Node root = interpreter.parse(Braces.apart(trimmed));
            List<TemplateError> errors = interpreter.getErrorsCopy();
            if (!errors.isEmpty()) {
                throw EvaluationException.syntax(errors.getFirst().getMessage());
            }
            return root;
        } catch (InterpretException e) {
            throw EvaluationException.syntax(String.valueOf(e.getMessage()));
        }
    }

    private List<Statement> statements(List<Node> nodes) {
        List<Statement> statements = new ArrayList<>(nodes.size());
        for (Node node : nodes) {
            statements.add(
                    switch (node) {
                        case TextNode text -> new Statement.Text(((TextToken) text.getMaster()).output());
                        case ExpressionNode expression ->
                            new Statement.Output(expression(((ExpressionToken) expression.getMaster()).getExpr()));
                        case TagNode tag -> statement(tag);
                        default ->
                            throw EvaluationException.syntax("it holds a part that is no text, expression or tag");
                    });
        }
        return statements;
    }

    private SyntaxNode expression(String source) {
        ExpressionParser parser = new ExpressionParser(source);
        SyntaxNode node = parser.parseAll();
        used.addAll(parser.names());
        return node;
    }

    private Statement statement(TagNode tag) {
        return switch (tag.getName()) {
            case "if" -> conditional(tag);
            case "for" -> loop(tag);
            case "set" -> assignment(tag);
            case "raw" -> new Statement.Text(raw(tag));
            default ->
                throw EvaluationException.syntax("the tag '" + tag.getName()
                        + "' is not among those that expressions may use: if, for, set, raw");
        };
    }

    private static String raw(TagNode tag) {
        StringBuilder text = new StringBuilder();
        tag.getChildren()
                .forEach(child -> text.append(
                        child instanceof TextNode node
                                ? ((TextToken) node.getMaster()).output()
                                : child.reconstructImage()));
        return text.toString();
    }

    private Statement conditional(TagNode tag) {
        List<Statement.Branch> branches = new ArrayList<>();
        List<Node> body = new ArrayList<>();
        String condition = tag.getHelpers();
        for (Node child : tag.getChildren()) {
            if (child instanceof TagNode part && isBranch(part.getName())) {
                branches.add(branch(condition, body));
                condition = part.getName().equals("else") ? null : part.getHelpers();
                body = new ArrayList<>();
            } else {
                body.add(child);
            }
        }
        if (condition == null) {
            return new Statement.If(branches, statements(body));
        }
        branches.add(branch(condition, body));
        return new Statement.If(branches, List.of());
    }

    private static boolean isBranch(String name) {
        return name.equals("else") || name.equals("elif");
    }

    private Statement.Branch branch(@Nullable String condition, List<Node> body) {
        if (condition == null) {
            throw EvaluationException.syntax("nothing may follow the else of an if but its end");
        }
        return new Statement.Branch(expression(condition), statements(body));
    }

    private Statement loop(TagNode tag) {
        ExpressionParser parser = new ExpressionParser(tag.getHelpers());
        List<String> targets = parser.targets();
        parser.expect("in");
        SyntaxNode items = parser.or();
        SyntaxNode condition = parser.accept("if") ? parser.expression() : null;
        parser.expectEnd();
        used.addAll(parser.names());
        assigned.addAll(targets);
        assigned.add("loop");
        List<Node> body = new ArrayList<>();
        List<Node> otherwise = new ArrayList<>();
        List<Node> current = body;
        for (Node child : tag.getChildren()) {
            if (child instanceof TagNode part && part.getName().equals("else")) {
                current = otherwise;
            } else {
                current.add(child);
            }
        }
        return new Statement.For(targets, items, condition, statements(body), statements(otherwise));
    }

    private Statement assignment(TagNode tag) {
        ExpressionParser parser = new ExpressionParser(tag.getHelpers());
        List<String> targets = parser.targets();
        String attribute = targets.size() == 1 && parser.accept(".") ? parser.expectName() : null;
        if (attribute == null) {
            assigned.addAll(targets);
        }
        if (!parser.accept("=")) {
            parser.expectEnd();
            return new Statement.Capture(targets.getFirst(), statements(tag.getChildren()));
        }
        SyntaxNode value = parser.parseAll();
        used.addAll(parser.names());
        return new Statement.Assign(targets, attribute, value);
    }
}

package dev.millrace.connector.rest.expression;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parses an expression by the grammar of Jinja 3.1 (<a href="https://jinja.palletsprojects.com/en/3.1.x/templates/#expressions">Template
 * Designer Documentation</a>), which is Python's but for filters, tests and the binding of {@code ~}. From loose to tight: {@code if else},
 * {@code or}, {@code and}, {@code not}, comparisons, {@code + -}, {@code ~}, {@code * / // %}, {@code **}, signs, and what follows a value.
 */
final class ExpressionParser {
    // Deep enough for any expression that somebody writes, and far from the end of a thread's stack.
    private static final int MAX_DEPTH = 100;
    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=", "in");
    private static final Set<String> RESERVED_AFTER_TEST = Set.of("else", "or", "and");

    private final TokenCursor tokens;
    private final Set<String> names = new HashSet<>();
    private int depth;

    ExpressionParser(String source) {
        this.tokens = new TokenCursor(Lexer.tokens(source));
    }

    /** The whole text as one expression; {@code 1, 2} is a tuple. */
    SyntaxNode parseAll() {
        SyntaxNode node = tuple();
        tokens.expectEnd();
        return node;
    }

    /** The words, for what isn't an expression: the targets of a tag and what separates them. */
    TokenCursor tokens() {
        return tokens;
    }

    /** The names that the parsed expressions look up. */
    Set<String> names() {
        return names;
    }

    /** {@code a, b} or {@code a}, without looking it up: what a set or for tag assigns. */
    List<String> targets() {
        List<String> targets = new ArrayList<>();
        boolean parenthesis = tokens.accept("(");
        do {
            targets.add(tokens.expectName());
        } while (tokens.accept(","));
        if (parenthesis) {
            tokens.expect(")");
        }
        return targets;
    }

    SyntaxNode tuple() {
        SyntaxNode first = expression();
        if (!tokens.current().is(",")) {
            return first;
        }
        List<SyntaxNode> items = new ArrayList<>(List.of(first));
        while (tokens.accept(",") && startsExpression()) {
            items.add(expression());
        }
        return new SyntaxNode.TupleDisplay(items);
    }

    private boolean startsExpression() {
        Token token = tokens.current();
        return token.kind() != Token.Kind.END && !token.is(")") && !token.is("]") && !token.is("}");
    }

    SyntaxNode expression() {
        if (++depth > MAX_DEPTH) {
            throw EvaluationException.syntax("it is nested more than " + MAX_DEPTH + " levels deep");
        }
        SyntaxNode node = or();
        while (tokens.accept("if")) {
            SyntaxNode condition = or();
            node = new SyntaxNode.Conditional(condition, node, tokens.accept("else") ? expression() : null);
        }
        depth--;
        return node;
    }

    /** An expression that {@code if} ends: the list of {@code for x in list if condition}. */
    SyntaxNode or() {
        SyntaxNode left = and();
        while (tokens.accept("or")) {
            left = new SyntaxNode.Or(left, and());
        }
        return left;
    }

    private SyntaxNode and() {
        SyntaxNode left = not();
        while (tokens.accept("and")) {
            left = new SyntaxNode.And(left, not());
        }
        return left;
    }

    private SyntaxNode not() {
        int nots = 0;
        while (tokens.accept("not")) {
            nots++;
        }
        SyntaxNode node = comparison();
        if (nots > MAX_DEPTH) {
            throw EvaluationException.syntax("it is nested more than " + MAX_DEPTH + " levels deep");
        }
        for (int i = 0; i < nots; i++) {
            node = new SyntaxNode.Not(node);
        }
        return node;
    }

    private SyntaxNode comparison() {
        SyntaxNode first = sum();
        List<SyntaxNode.Link> links = new ArrayList<>();
        while (true) {
            if (COMPARISONS.contains(tokens.current().text())
                    && tokens.current().kind() != Token.Kind.STRING) {
                String operator = tokens.next().text();
                links.add(new SyntaxNode.Link(operator, sum()));
            } else if (tokens.current().is("not") && tokens.peek().is("in")) {
                tokens.next();
                tokens.next();
                links.add(new SyntaxNode.Link("not in", sum()));
            } else {
                return links.isEmpty() ? first : new SyntaxNode.Comparison(first, List.copyOf(links));
            }
        }
    }

    private SyntaxNode sum() {
        SyntaxNode left = concatenation();
        while (tokens.current().is("+") || tokens.current().is("-")) {
            String operator = tokens.next().text();
            left = new SyntaxNode.Binary(operator, left, concatenation());
        }
        return left;
    }

    private SyntaxNode concatenation() {
        SyntaxNode first = product();
        if (!tokens.current().is("~")) {
            return first;
        }
        List<SyntaxNode> parts = new ArrayList<>(List.of(first));
        while (tokens.accept("~")) {
            parts.add(product());
        }
        return new SyntaxNode.Concatenation(parts);
    }

    private SyntaxNode product() {
        SyntaxNode left = power();
        while (tokens.current().is("*")
                || tokens.current().is("/")
                || tokens.current().is("//")
                || tokens.current().is("%")) {
            String operator = tokens.next().text();
            left = new SyntaxNode.Binary(operator, left, power());
        }
        return left;
    }

    private SyntaxNode power() {
        SyntaxNode left = unary(true);
        while (tokens.accept("**")) {
            left = new SyntaxNode.Binary("**", left, unary(true));
        }
        return left;
    }

    private SyntaxNode unary(boolean withFilters) {
        if (++depth > MAX_DEPTH) {
            throw EvaluationException.syntax("it is nested more than " + MAX_DEPTH + " levels deep");
        }
        SyntaxNode node;
        if (tokens.accept("-")) {
            node = new SyntaxNode.Negative(unary(false));
        } else if (tokens.accept("+")) {
            node = new SyntaxNode.Positive(unary(false));
        } else {
            node = primary();
        }
        node = postfix(node);
        node = withFilters ? filtersAndTests(node) : node;
        depth--;
        return node;
    }

    private SyntaxNode primary() {
        Token token = tokens.next();
        return switch (token.kind()) {
            case NAME -> name(token.text());
            case STRING -> new SyntaxNode.Constant(adjacentStrings(token));
            case INTEGER, FLOAT -> new SyntaxNode.Constant(token.value());
            case OPERATOR -> display(token);
            case END -> throw TokenCursor.unexpected(token);
        };
    }

    private SyntaxNode name(String name) {
        return switch (name) {
            case "true", "True" -> new SyntaxNode.Constant(true);
            case "false", "False" -> new SyntaxNode.Constant(false);
            case "none", "None" -> new SyntaxNode.Constant(null);
            default -> {
                names.add(name);
                yield new SyntaxNode.Name(name);
            }
        };
    }

    private String adjacentStrings(Token first) {
        StringBuilder text = new StringBuilder(String.valueOf(first.value()));
        while (tokens.current().kind() == Token.Kind.STRING) {
            text.append(tokens.next().value());
        }
        return text.toString();
    }

    private SyntaxNode display(Token opening) {
        return switch (opening.text()) {
            case "(" -> {
                SyntaxNode inner = startsExpression() ? tuple() : new SyntaxNode.TupleDisplay(List.of());
                tokens.expect(")");
                yield inner;
            }
            case "[" -> {
                List<SyntaxNode> items = new ArrayList<>();
                while (!tokens.accept("]")) {
                    separator(items.isEmpty());
                    if (!tokens.current().is("]")) {
                        items.add(expression());
                    }
                }
                yield new SyntaxNode.ListDisplay(items);
            }
            case "{" -> {
                List<SyntaxNode.Entry> entries = new ArrayList<>();
                while (!tokens.accept("}")) {
                    separator(entries.isEmpty());
                    if (!tokens.current().is("}")) {
                        SyntaxNode key = expression();
                        tokens.expect(":");
                        entries.add(new SyntaxNode.Entry(key, expression()));
                    }
                }
                yield new SyntaxNode.DictDisplay(entries);
            }
            default -> throw TokenCursor.unexpected(opening);
        };
    }

    private void separator(boolean first) {
        if (!first) {
            tokens.expect(",");
        }
    }

    private SyntaxNode postfix(SyntaxNode target) {
        SyntaxNode node = target;
        while (true) {
            if (tokens.current().is(".") || tokens.current().is("[")) {
                node = subscript(node);
            } else if (tokens.current().is("(")) {
                node = new SyntaxNode.Call(node, arguments());
            } else {
                return node;
            }
        }
    }

    private SyntaxNode filtersAndTests(SyntaxNode target) {
        SyntaxNode node = target;
        while (true) {
            if (tokens.accept("|")) {
                String filter = dottedName();
                Filters.requireKnown(filter);
                node = new SyntaxNode.Filtered(
                        node, filter, tokens.current().is("(") ? arguments() : SyntaxNode.CallArguments.NONE);
            } else if (tokens.accept("is")) {
                node = test(node);
            } else if (tokens.current().is("(")) {
                node = new SyntaxNode.Call(node, arguments());
            } else {
                return node;
            }
        }
    }

    private SyntaxNode test(SyntaxNode target) {
        boolean negated = tokens.accept("not");
        String test = dottedName();
        ValueTests.requireKnown(test);
        SyntaxNode.CallArguments arguments = SyntaxNode.CallArguments.NONE;
        if (tokens.current().is("(")) {
            arguments = arguments();
        } else if (startsTestArgument()) {
            if (tokens.current().is("is")) {
                throw EvaluationException.syntax("tests can't be chained with 'is'");
            }
            arguments = new SyntaxNode.CallArguments(List.of(postfix(primary())), Map.of(), null, null);
        }
        SyntaxNode node = new SyntaxNode.Tested(target, test, arguments);
        return negated ? new SyntaxNode.Not(node) : node;
    }

    private boolean startsTestArgument() {
        Token token = tokens.current();
        return switch (token.kind()) {
            case NAME ->
                !RESERVED_AFTER_TEST.contains(token.text())
                        && !token.text().equals("if")
                        && !token.text().equals("in")
                        && !token.text().equals("not");
            case STRING, INTEGER, FLOAT -> true;
            case OPERATOR -> token.is("[") || token.is("{");
            case END -> false;
        };
    }

    private String dottedName() {
        StringBuilder name = new StringBuilder(tokens.expectName());
        while (tokens.accept(".")) {
            name.append('.').append(tokens.expectName());
        }
        return name.toString();
    }

    private SyntaxNode subscript(SyntaxNode target) {
        if (tokens.accept(".")) {
            Token token = tokens.next();
            return switch (token.kind()) {
                case NAME -> new SyntaxNode.Attribute(target, token.text());
                case INTEGER -> new SyntaxNode.Item(target, new SyntaxNode.Constant(token.value()));
                case STRING, FLOAT, OPERATOR, END -> throw TokenCursor.unexpected(token);
            };
        }
        tokens.expect("[");
        SyntaxNode subscript = sliceOrIndex(target);
        if (tokens.current().is(",") && subscript instanceof SyntaxNode.Item item) {
            List<SyntaxNode> indexes = new ArrayList<>(List.of(item.index()));
            while (tokens.accept(",")) {
                indexes.add(expression());
            }
            subscript = new SyntaxNode.Item(target, new SyntaxNode.TupleDisplay(indexes));
        }
        tokens.expect("]");
        return subscript;
    }

    private SyntaxNode sliceOrIndex(SyntaxNode target) {
        SyntaxNode start = tokens.current().is(":") ? null : expression();
        if (!tokens.accept(":")) {
            if (start == null) {
                throw tokens.unexpected();
            }
            return new SyntaxNode.Item(target, start);
        }
        SyntaxNode stop = sliceBound();
        SyntaxNode step = tokens.accept(":") ? sliceBound() : null;
        return new SyntaxNode.Slice(target, start, stop, step);
    }

    private @Nullable SyntaxNode sliceBound() {
        return tokens.current().is(":") || tokens.current().is("]") ? null : expression();
    }

    private SyntaxNode.CallArguments arguments() {
        tokens.expect("(");
        List<SyntaxNode> positional = new ArrayList<>();
        Map<String, SyntaxNode> named = new LinkedHashMap<>();
        SyntaxNode spread = null;
        SyntaxNode spreadNamed = null;
        boolean first = true;
        while (!tokens.accept(")")) {
            separator(first);
            first = false;
            if (tokens.current().is(")")) {
                continue;
            }
            if (tokens.accept("*")) {
                spread = expression();
            } else if (tokens.accept("**")) {
                spreadNamed = expression();
            } else if (tokens.current().kind() == Token.Kind.NAME
                    && tokens.peek().is("=")) {
                String name = tokens.expectName();
                tokens.expect("=");
                named.put(name, expression());
            } else if (named.isEmpty() && spread == null && spreadNamed == null) {
                positional.add(expression());
            } else {
                throw EvaluationException.syntax("an argument without a name follows one with a name");
            }
        }
        return new SyntaxNode.CallArguments(positional, named, spread, spreadNamed);
    }
}

package dev.millrace.connector.rest.expression;

import java.util.List;

/** Where a parser stands in the words of an expression. */
final class TokenCursor {
    private final List<Token> tokens;
    private int position;

    TokenCursor(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token current() {
        return tokens.get(position);
    }

    Token peek() {
        return tokens.get(Math.min(position + 1, tokens.size() - 1));
    }

    /** Takes a word; the end is never taken. */
    Token next() {
        Token token = current();
        position = Math.min(position + 1, tokens.size() - 1);
        return token;
    }

    boolean accept(String text) {
        boolean there = current().is(text);
        if (there) {
            next();
        }
        return there;
    }

    void expect(String text) {
        if (!accept(text)) {
            throw EvaluationException.syntax(
                    "'" + text + "' was expected in place of '" + current().text() + "'");
        }
    }

    String expectName() {
        if (current().kind() != Token.Kind.NAME) {
            throw unexpected();
        }
        return next().text();
    }

    void expectEnd() {
        if (current().kind() != Token.Kind.END) {
            throw unexpected();
        }
    }

    EvaluationException unexpected() {
        return unexpected(current());
    }

    static EvaluationException unexpected(Token token) {
        return EvaluationException.syntax("'" + token.text() + "' is unexpected");
    }
}

package dev.millrace.connector.rest.expression;

/**
 * Sets closing braces of dictionaries apart. In <code>{{ {'a': {'b': 1}} }}</code> the first pair of closing braces ends two
 * dictionaries; Jinjava takes it for the end of the expression, which Jinja does only where no bracket is open.
 */
final class Braces {
    private final String source;
    private final StringBuilder result;
    private int position;

    private Braces(String source) {
        this.source = source;
        this.result = new StringBuilder(source.length() + 8);
    }

    static String apart(String source) {
        return source.contains("}}") ? new Braces(source).run() : source;
    }

    private String run() {
        while (position < source.length()) {
            if (source.startsWith("{{", position)) {
                inside("}}");
            } else if (source.startsWith("{%", position)) {
                inside("%}");
            } else {
                result.append(source.charAt(position++));
            }
        }
        return result.toString();
    }

    private void inside(String end) {
        take(2);
        int open = 0;
        while (position < source.length()) {
            char character = source.charAt(position);
            if (open == 0 && source.startsWith(end, position)) {
                take(2);
                return;
            }
            if (character == '\'' || character == '"') {
                string(character);
                continue;
            }
            if (character == '{' || character == '[' || character == '(') {
                open++;
            } else if (open > 0 && (character == '}' || character == ']' || character == ')')) {
                open--;
                if (character == '}' && source.startsWith("}}", position)) {
                    take(1);
                    result.append(' ');
                    continue;
                }
            }
            take(1);
        }
    }

    private void string(char quote) {
        take(1);
        while (position < source.length() && source.charAt(position) != quote) {
            take(source.charAt(position) == '\\' ? 2 : 1);
        }
        take(1);
    }

    private void take(int count) {
        int end = Math.min(source.length(), position + count);
        result.append(source, position, end);
        position = end;
    }
}

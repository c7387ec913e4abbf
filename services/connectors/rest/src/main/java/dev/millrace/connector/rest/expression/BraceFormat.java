package dev.millrace.connector.rest.expression;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code '{} of {total:,}'.format(1, total=2000)}. */
final class BraceFormat {
    private static final Pattern FIELD =
            Pattern.compile("\\{\\{|\\}\\}|\\{(\\w*)((?:\\.\\w+|\\[[^\\]]*\\])*)(?:!([rsa]))?(?::([^{}]*))?\\}|[{}]");
    private static final Pattern STEP = Pattern.compile("\\.(\\w+)|\\[([^\\]]*)\\]");

    private BraceFormat() {}

    static String apply(String format, Arguments arguments) {
        StringBuilder result = new StringBuilder();
        Matcher matcher = FIELD.matcher(format);
        int position = 0;
        int next = 0;
        while (matcher.find()) {
            result.append(format, position, matcher.start());
            position = matcher.end();
            String found = matcher.group();
            if (found.equals("{{") || found.equals("}}")) {
                result.append(found.charAt(0));
                continue;
            }
            if (found.length() == 1) {
                throw EvaluationException.value("a brace in a format stands alone");
            }
            Object value = argument(matcher.group(1).isEmpty() ? String.valueOf(next++) : matcher.group(1), arguments);
            value = part(value, matcher.group(2));
            if (matcher.group(3) != null) {
                value = matcher.group(3).equals("s") ? PythonText.str(value) : PythonText.repr(value);
            }
            String specification = matcher.group(4) == null ? "" : matcher.group(4);
            result.append(
                    specification.isEmpty()
                            ? PythonText.str(value)
                            : FormatSpecification.parse(specification).apply(value));
            Limits.requireLength(result.length());
        }
        return result.append(format, position, format.length()).toString();
    }

    private static @Nullable Object argument(String name, Arguments arguments) {
        boolean isIndex = name.length() < 10 && name.chars().allMatch(Character::isDigit);
        boolean there = isIndex
                ? Integer.parseInt(name) < arguments.positional().size()
                : arguments.named().containsKey(name);
        if (!there) {
            throw new EvaluationException(ErrorKind.LOOKUP, "format() has no argument " + name);
        }
        return isIndex
                ? arguments.positional().get(Integer.parseInt(name))
                : arguments.named().get(name);
    }

    private static @Nullable Object part(@Nullable Object value, String steps) {
        Object part = value;
        Matcher matcher = STEP.matcher(steps);
        while (matcher.find()) {
            String index = matcher.group(2);
            if (index == null) {
                part = Members.attribute(part, matcher.group(1));
            } else {
                boolean isIndex =
                        index.length() < 10 && !index.isEmpty() && index.chars().allMatch(Character::isDigit);
                part = Members.item(part, isIndex ? (Object) Long.valueOf(index) : index);
            }
        }
        return part;
    }
}

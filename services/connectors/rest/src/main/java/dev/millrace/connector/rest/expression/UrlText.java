package dev.millrace.connector.rest.expression;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Percent-encoding as Python's {@code urllib.parse.quote} does it. */
final class UrlText {
    private UrlText() {}

    /** A text with its slashes left alone; a map or pairs as a query. */
    static String encoded(@Nullable Object value) {
        boolean isQuery = value instanceof Map<?, ?>
                || value instanceof List<?>
                || value instanceof Tuple
                || value instanceof Sequence;
        if (!isQuery) {
            return quoted(PythonText.str(value), "/");
        }
        StringBuilder query = new StringBuilder();
        CollectionMethods.entriesOf(value)
                .forEach((name, item) -> query.append(query.isEmpty() ? "" : "&")
                        .append(quotedPlus(PythonText.str(name)))
                        .append('=')
                        .append(quotedPlus(PythonText.str(item))));
        return query.toString();
    }

    /** With {@code +} for blanks, and slashes encoded. */
    static String quotedPlus(String text) {
        return quoted(text, " ").replace(' ', '+');
    }

    private static String quoted(String text, String safe) {
        StringBuilder result = new StringBuilder(text.length());
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (octet & 0xff);
            boolean letter = (character >= 'A' && character <= 'Z') || (character >= 'a' && character <= 'z');
            if (letter
                    || (character >= '0' && character <= '9')
                    || "_.-~".indexOf(character) >= 0
                    || safe.indexOf(character) >= 0) {
                result.append(character);
            } else {
                result.append(String.format(Locale.ROOT, "%%%02X", (int) character));
            }
        }
        return result.toString();
    }
}

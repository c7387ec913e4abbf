package dev.millrace.connector.rest.paging;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which fields of an answer an expression looks at, as far as its text tells. */
final class ResponseFields {

    private static final Pattern RESPONSE = Pattern.compile("\\bresponse\\b");

    /** {@code response.next}, {@code response['next']} or {@code response.get('next'}, of which the last two name any field. */
    private static final Pattern FIELD = Pattern.compile(
            "\\G\\s*(?:\\.\\s*get\\s*\\(\\s*['\"]([^'\"]+)['\"]|\\[\\s*['\"]([^'\"]+)['\"]\\s*\\]|\\.\\s*(\\w+)(?!\\s*\\(|\\w))");

    private ResponseFields() {}

    /** Whether it surely looks at others than this one. What can't be told counts as looking at it. */
    static boolean areOtherThan(String field, String expression) {
        Matcher response = RESPONSE.matcher(expression);
        Matcher named = FIELD.matcher(expression);
        while (response.find()) {
            if (!named.find(response.end())) {
                return false;
            }
            String name =
                    named.group(1) != null ? named.group(1) : named.group(2) != null ? named.group(2) : named.group(3);
            if (field.equals(name)) {
                return false;
            }
        }
        return true;
    }
}

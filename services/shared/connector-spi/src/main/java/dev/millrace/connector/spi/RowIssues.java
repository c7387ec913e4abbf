package dev.millrace.connector.spi;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What is wrong with a row: the JSON object of {@code _millrace_issues}, with a member for each column. */
final class RowIssues {

    private static final int VALUE_CHARACTERS = 200;

    private final StringBuilder json = new StringBuilder();
    private int count;

    /** @param text the value, which is shortened; null when it is not to be shown */
    void add(String column, String reason, @Nullable String text) {
        json.append(count++ == 0 ? '{' : ',');
        JsonText.appendString(json, column);
        json.append(":{\"reason\":");
        JsonText.appendString(json, reason);
        if (text != null) {
            json.append(",\"value\":");
            JsonText.appendString(json, JsonText.shortened(text, VALUE_CHARACTERS));
        }
        json.append('}');
    }

    int count() {
        return count;
    }

    byte[] json() {
        return (json + "}").getBytes(StandardCharsets.UTF_8);
    }

    void clear() {
        json.setLength(0);
        count = 0;
    }
}

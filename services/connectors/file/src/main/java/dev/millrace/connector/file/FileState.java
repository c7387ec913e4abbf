package dev.millrace.connector.file;

import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How far a table was read, of a file that does not change.
 *
 * @param rows how many rows are behind
 * @param offset of the next row in delimited text, in bytes; 0 elsewhere
 * @param done whether nothing is left
 */
record FileState(long rows, long offset, boolean done) {

    private static final Pattern JSON = Pattern.compile("\\{\"rows\":(\\d+),\"offset\":(\\d+),\"done\":(true|false)}");

    static FileState parse(@Nullable String json) {
        if (json == null) {
            return new FileState(0, 0, false);
        }
        Matcher matcher = JSON.matcher(json);
        if (!matcher.matches()) {
            throw new MillraceException(ErrorCode.INTERNAL, "The checkpoint of the file can't be read.");
        }
        return new FileState(
                Long.parseLong(matcher.group(1)),
                Long.parseLong(matcher.group(2)),
                Boolean.parseBoolean(matcher.group(3)));
    }

    String toJson() {
        return "{\"rows\":" + rows + ",\"offset\":" + offset + ",\"done\":" + done + "}";
    }
}

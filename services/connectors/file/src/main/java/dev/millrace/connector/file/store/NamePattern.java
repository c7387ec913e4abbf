package dev.millrace.connector.file.store;

import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * Which files of a store are meant: {@code exports/orders-*.csv}. An asterisk stands for anything within a name, two for folders too,
 * a question mark for one character, {@code {csv,xlsx}} for one of those.
 */
final class NamePattern {

    private static final String WILDCARDS = "*?{[";

    private final String text;
    private final String beginning;
    private final List<PathMatcher> matchers;

    NamePattern(String text) {
        this.text = text;
        FileSystem names = FileSystems.getDefault();
        try {
            // Two asterisks may stand for no folder as well.
            this.matchers = Stream.of(text, text.replace("**/", ""))
                    .distinct()
                    .map(glob -> names.getPathMatcher("glob:" + glob))
                    .toList();
        } catch (PatternSyntaxException e) {
            throw new MillraceException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "\"" + text + "\" is no pattern of file names: " + e.getDescription()
                            + ". Write one like exports/orders-*.csv.",
                    e);
        }
        int end = 0;
        while (end < text.length() && WILDCARDS.indexOf(text.charAt(end)) < 0) {
            end++;
        }
        this.beginning = text.substring(0, end);
    }

    /** What all names begin with. */
    String beginning() {
        return beginning;
    }

    /** The folder that all files are in, with a slash at its end; empty for the uppermost. */
    String folder() {
        return beginning.substring(0, beginning.lastIndexOf('/') + 1);
    }

    /** How many folders below {@link #folder} files may be; the largest number for any. */
    int depth() {
        String rest = text.substring(folder().length());
        return rest.contains("**")
                ? Integer.MAX_VALUE
                : (int) rest.chars().filter(c -> c == '/').count();
    }

    boolean matches(String name) {
        Path path = Path.of(name);
        return matchers.stream().anyMatch(matcher -> matcher.matches(path));
    }

    @Override
    public String toString() {
        return text;
    }
}

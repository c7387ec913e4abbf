package dev.millrace.connector.file;

import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How far a sheet was read.
 *
 * @param fingerprint of the sheet as it was then
 */
record SheetState(long fingerprint, FileState place) {

    private static final Pattern JSON = Pattern.compile("\\{\"fingerprint\":(\\d+),\"place\":(\\{[^{}]*})}");

    static SheetState parse(@Nullable String json) {
        if (json == null) {
            return new SheetState(0, FileState.parse(null));
        }
        Matcher matcher = JSON.matcher(json);
        if (!matcher.matches()) {
            throw new MillraceException(ErrorCode.INTERNAL, "The checkpoint of the sheet can't be read.");
        }
        return new SheetState(Long.parseLong(matcher.group(1)), FileState.parse(matcher.group(2)));
    }

    String toJson() {
        return "{\"fingerprint\":" + fingerprint + ",\"place\":" + place.toJson() + "}";
    }
}

package dev.millrace.connector.mysql;

import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Values in statements. */
final class Sql {

    private Sql() {}

    /** A text, in a session where a backslash is an ordinary character. */
    static String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    /** A date and time with an offset as one in UTC, which is the session's zone; anything else as it is. */
    static String dateTime(String value) {
        try {
            return OffsetDateTime.parse(value.replace(' ', 'T'))
                    .withOffsetSameInstant(ZoneOffset.UTC)
                    .toLocalDateTime()
                    .toString();
        } catch (DateTimeException e) {
            return value;
        }
    }

    static MillraceException notAValue(String column, String text) {
        return new MillraceException(
                ErrorCode.INVALID_CONFIGURATION,
                "\"" + text + "\" is no value that \"" + column + "\" may be read from. Enter a number.");
    }
}

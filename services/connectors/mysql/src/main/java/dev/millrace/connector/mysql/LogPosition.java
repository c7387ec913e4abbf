package dev.millrace.connector.mysql;

import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a server's binary log.
 *
 * @param server which server's log, as it names itself
 * @param file such as {@code binlog.000042}
 * @param offset in bytes
 */
record LogPosition(String server, String file, long offset) implements Comparable<LogPosition> {

    private static final Pattern TEXT = Pattern.compile("(.*)/([^/]+):(\\d+)");

    static LogPosition parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new MillraceException(ErrorCode.INTERNAL, "The checkpoint of the database can't be read.");
        }
        return new LogPosition(parts.group(1), parts.group(2), Long.parseLong(parts.group(3)));
    }

    LogPosition at(String otherFile, long otherOffset) {
        return new LogPosition(server, otherFile, otherOffset);
    }

    /** Files are numbered, with more digits when six are used up. */
    @Override
    public int compareTo(LogPosition other) {
        int longer = Integer.compare(file.length(), other.file.length());
        int later = longer == 0 ? file.compareTo(other.file) : longer;
        return later == 0 ? Long.compare(offset, other.offset) : later;
    }

    @Override
    public String toString() {
        return server + "/" + file + ":" + offset;
    }
}

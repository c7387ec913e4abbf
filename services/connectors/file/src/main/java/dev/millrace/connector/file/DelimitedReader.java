package dev.millrace.connector.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Reads delimited text row by row, without an object for a row or a value: the values of the present row are places in a
 * buffer (RFC 4180, with any delimiter, quotation mark and escape, and lines that end in any way).
 *
 * <p>A quotation mark that begins a value and does not end it as it should is one that somebody typed: where the row has as many
 * values as there are columns when the mark is a part of its value, it is taken so.
 */
final class DelimitedReader implements AutoCloseable {

    /** How a row ended. */
    enum Row {
        WHOLE,
        /** A quotation mark is not closed, or text follows the one that closes, and it is no part of the value either. */
        MALFORMED,
        /** It would not fit into memory. */
        TOO_LONG,
        /** There is no further row. */
        NONE
    }

    /** Longer than the longest value that may be loaded. */
    private static final int MAX_ROW_BYTES = 80 * 1024 * 1024;

    private static final int BUFFER_BYTES = 512 * 1024;
    private static final int LONG_ROW_BYTES = 8 * 1024 * 1024;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
    private static final long LINE_FEEDS = EightBytes.all((byte) '\n');
    private static final long RETURNS = EightBytes.all((byte) '\r');
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int NEED_MORE = -1;

    private final FileChannel file;
    private final byte[] delimiter;
    private final byte quote;
    private final byte escape;
    private final int columns;
    private final long delimiterEverywhere;
    private byte[] buffer = new byte[BUFFER_BYTES];
    private int limit;
    private boolean atEnd;

    /** Where the buffer's first byte stands in the file. */
    private long bufferOffset;

    private int next;
    private boolean malformed;
    /** Whether quotation marks that do not end a value as they should are parts of it. */
    private boolean literal;

    private int count;
    private int[] starts = new int[64];
    private int[] ends = new int[64];
    private boolean[] quoted = new boolean[64];
    private boolean[] escaped = new boolean[64];

    private DelimitedReader(FileChannel file, Dialect dialect, long offset) {
        this.file = file;
        this.delimiter = dialect.delimiterBytes();
        this.quote = dialect.quote();
        this.escape = dialect.escape();
        this.columns = dialect.columns().size();
        this.delimiterEverywhere = EightBytes.all(delimiter[0]);
        this.bufferOffset = offset;
    }

    /** At the first row, behind skipped lines and the header. */
    static DelimitedReader open(Path path, Dialect dialect) throws IOException {
        DelimitedReader reader = at(path, dialect, 0);
        reader.skipMark();
        for (long line = 0; line < dialect.skippedLines() && reader.skipLine(); line++) {
            // Skipped lines are no rows: quotation marks in them mean nothing.
        }
        if (dialect.hasHeader()) {
            reader.next();
        }
        return reader;
    }

    /** At a place where a row begins, as {@link #offset} gave it. */
    static DelimitedReader at(Path path, Dialect dialect, long offset) throws IOException {
        FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
        file.position(offset);
        return new DelimitedReader(file, dialect, offset);
    }

    /** Reads the next row. What is no row of the table is stepped over, and the reader goes on behind it. */
    Row next() {
        try {
            while (true) {
                int start = next;
                if (start >= limit && !fill(start)) {
                    return Row.NONE;
                }
                start = next;
                int end = parse(start);
                if (end != NEED_MORE) {
                    next = end;
                    if (malformed && !isWholeLiterally(start)) {
                        return Row.MALFORMED;
                    }
                    unescape();
                    return Row.WHOLE;
                }
                boolean tooLong = limit - start >= MAX_ROW_BYTES;
                if (tooLong || !fill(start)) {
                    // The rest of the file hangs on one quotation mark: only its line is given up, if that.
                    if (!tooLong && isWholeLiterally(start)) {
                        unescape();
                        return Row.WHOLE;
                    }
                    skipLine();
                    return tooLong ? Row.TOO_LONG : Row.MALFORMED;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Parses the row once more with its stray quotation marks as text; false when it does not have all columns then. */
    private boolean isWholeLiterally(int start) {
        literal = true;
        int end = parse(start);
        literal = false;
        if (end == NEED_MORE || malformed || count != columns) {
            return false;
        }
        next = end;
        return true;
    }

    /** Parses the row at a place of the buffer, and gives where the next one begins. */
    private int parse(int from) {
        count = 0;
        malformed = false;
        int at = from;
        while (true) {
            if (delimiter.length == 1 && !literal) {
                int behind = parsePlainOnes(at);
                if (behind >= 0) {
                    return behind;
                }
                at = ~behind;
            }
            if (count == starts.length) {
                growFields();
            }
            int end;
            if (at < limit && buffer[at] == quote) {
                end = parseQuoted(at);
                if (literal && (end == NEED_MORE || malformed)) {
                    malformed = false;
                    end = parsePlain(at);
                }
                if (end == NEED_MORE) {
                    return NEED_MORE;
                }
            } else {
                end = parsePlain(at);
            }
            // Here stands a delimiter, a line end, or nothing any more.
            if (end >= limit) {
                if (!atEnd) {
                    return NEED_MORE;
                }
                count++;
                return limit;
            }
            count++;
            byte b = buffer[end];
            if (b == '\n') {
                return end + 1;
            }
            if (b == '\r' && b != delimiter[0]) {
                if (end + 1 >= limit && !atEnd) {
                    return NEED_MORE;
                }
                return end + 1 < limit && buffer[end + 1] == '\n' ? end + 2 : end + 1;
            }
            at = end + delimiter.length;
        }
    }

    /**
     * Notes values without quotes eight bytes at a time, up to the row's end or to a value that needs a closer look.
     *
     * @return where the next row begins, or the complement of where that value does
     */
    private int parsePlainOnes(int from) {
        byte[] bytes = buffer;
        byte end = delimiter[0];
        int wordsEnd = limit - Long.BYTES;
        int start = from;
        if (start > wordsEnd || bytes[start] == quote) {
            return ~start;
        }
        for (int at = from; at <= wordsEnd; at += Long.BYTES) {
            long word = (long) LONG.get(bytes, at);
            // Line ends are below sixteen, and hardly anything else of text is.
            long hits = EightBytes.zeros(word ^ delimiterEverywhere) | EightBytes.belowSixteen(word);
            for (; hits != 0; hits &= hits - 1) {
                int hit = at + (Long.numberOfTrailingZeros(hits) >>> 3);
                byte b = bytes[hit];
                if (b == end) {
                    note(start, hit);
                    start = hit + 1;
                    if (start >= limit || bytes[start] == quote) {
                        return ~start;
                    }
                } else if (b == '\n') {
                    note(start, hit);
                    return hit + 1;
                } else if (b == '\r') {
                    if (hit + 1 >= limit) {
                        return ~start;
                    }
                    note(start, hit);
                    return bytes[hit + 1] == '\n' ? hit + 2 : hit + 1;
                }
            }
        }
        return ~start;
    }

    private void note(int start, int end) {
        if (count == starts.length) {
            growFields();
        }
        starts[count] = start;
        ends[count] = end;
        quoted[count] = false;
        escaped[count] = false;
        count++;
    }

    private int parsePlain(int at) {
        int end = special(at);
        starts[count] = at;
        ends[count] = end;
        quoted[count] = false;
        escaped[count] = false;
        return end;
    }

    /** Notes a value in quotes, and gives where the delimiter or line end behind it stands. */
    private int parseQuoted(int from) {
        boolean hasEscapes = false;
        int at = from + 1;
        while (true) {
            while (at < limit && buffer[at] != quote && buffer[at] != escape) {
                at++;
            }
            if (at + 1 >= limit && !atEnd) {
                return NEED_MORE;
            }
            if (at >= limit) {
                return NEED_MORE;
            }
            boolean escapes = buffer[at] == escape
                    && at + 1 < limit
                    && (buffer[at + 1] == quote || (escape != quote && buffer[at + 1] == escape));
            if (escapes) {
                hasEscapes = true;
                at += 2;
            } else if (buffer[at] == quote) {
                break;
            } else {
                // An escape before any other character is that character.
                at++;
            }
        }
        starts[count] = from + 1;
        ends[count] = at;
        quoted[count] = true;
        escaped[count] = hasEscapes;
        int end = special(at + 1);
        for (int i = at + 1; i < end; i++) {
            malformed |= buffer[i] != ' ';
        }
        return end;
    }

    /** The next place at or after this one where a delimiter or a line end stands, or the buffer's end. */
    private int special(int from) {
        int at = from;
        while (true) {
            int wordsEnd = limit - Long.BYTES;
            while (at <= wordsEnd) {
                long word = (long) LONG.get(buffer, at);
                long hit = EightBytes.firstZero(word ^ delimiterEverywhere)
                        | EightBytes.firstZero(word ^ LINE_FEEDS)
                        | EightBytes.firstZero(word ^ RETURNS);
                if (hit != 0) {
                    at += Long.numberOfTrailingZeros(hit) >>> 3;
                    break;
                }
                at += Long.BYTES;
            }
            while (at < limit && buffer[at] != delimiter[0] && buffer[at] != '\n' && buffer[at] != '\r') {
                at++;
            }
            if (at >= limit || buffer[at] != delimiter[0] || delimiter.length == 1) {
                return at;
            }
            if (limit - at < delimiter.length && !atEnd) {
                return limit;
            }
            if (Arrays.equals(buffer, at, Math.min(limit, at + delimiter.length), delimiter, 0, delimiter.length)) {
                return at;
            }
            at++;
        }
    }

    private void unescape() {
        for (int i = 0; i < count; i++) {
            if (!escaped[i]) {
                continue;
            }
            int to = starts[i];
            for (int from = starts[i]; from < ends[i]; from++) {
                boolean escapes = buffer[from] == escape
                        && from + 1 < ends[i]
                        && (buffer[from + 1] == quote || buffer[from + 1] == escape);
                if (escapes) {
                    from++;
                }
                buffer[to++] = buffer[from];
            }
            ends[i] = to;
        }
    }

    private void growFields() {
        int length = starts.length * 2;
        starts = Arrays.copyOf(starts, length);
        ends = Arrays.copyOf(ends, length);
        quoted = Arrays.copyOf(quoted, length);
        escaped = Arrays.copyOf(escaped, length);
    }

    /** Reads on, keeping what stands at or behind a place, which becomes the buffer's first; false at the file's end. */
    private boolean fill(int keepFrom) throws IOException {
        if (atEnd) {
            return false;
        }
        int kept = limit - keepFrom;
        if (keepFrom > 0) {
            byte[] from = buffer;
            if (buffer.length > LONG_ROW_BYTES && kept <= BUFFER_BYTES) {
                // The long row is done with.
                buffer = new byte[BUFFER_BYTES];
            }
            System.arraycopy(from, keepFrom, buffer, 0, kept);
            bufferOffset += keepFrom;
            next = 0;
            limit = kept;
        }
        if (limit == buffer.length) {
            grow();
        }
        int before = limit;
        int read;
        do {
            // A read takes as much memory outside of the heap as it may give.
            read = file.read(ByteBuffer.wrap(buffer, limit, Math.min(BUFFER_BYTES, buffer.length - limit)));
            limit += Math.max(0, read);
        } while (read > 0 && limit < buffer.length);
        if (limit > before) {
            return true;
        }
        atEnd = true;
        // A row that waited for more is parsed once more, as the last one.
        return kept > 0;
    }

    /**
     * Twice as long, but for a long row as long as its line, and where its values have several lines, as long as any row may be: with
     * each copy there are two of it in memory.
     */
    private void grow() throws IOException {
        long most = MAX_ROW_BYTES + BUFFER_BYTES;
        long wanted = buffer.length < LONG_ROW_BYTES
                ? buffer.length * 2L
                : buffer.length == LONG_ROW_BYTES
                        ? limit + PlainText.lineBytes(file, MAX_ROW_BYTES) + BUFFER_BYTES
                        : most;
        long toTheEnd = limit + Math.max(0, file.size() - file.position()) + 1;
        buffer = Arrays.copyOf(buffer, (int) Math.min(Math.min(wanted, most), toTheEnd));
    }

    /** Steps behind the next line end; false when there is nothing behind it. */
    boolean skipLine() throws IOException {
        boolean afterReturn = false;
        while (true) {
            if (next >= limit && !fill(next)) {
                return false;
            }
            byte b = buffer[next];
            if (afterReturn) {
                next += b == '\n' ? 1 : 0;
                return true;
            }
            next++;
            if (b == '\n') {
                return true;
            }
            afterReturn = b == '\r';
        }
    }

    private void skipMark() throws IOException {
        fill(0);
        if (limit >= BYTE_ORDER_MARK.length
                && Arrays.equals(buffer, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length)) {
            next = BYTE_ORDER_MARK.length;
        }
    }

    /** Where in the file the next row begins. */
    long offset() {
        return bufferOffset + next;
    }

    /** How many values the row has. */
    int count() {
        return count;
    }

    /** Whether the line is empty. */
    boolean isBlank() {
        return count == 1 && starts[0] == ends[0] && !quoted[0];
    }

    /** Holds the row until the next call of {@link #next}. */
    byte[] buffer() {
        return buffer;
    }

    int start(int field) {
        return starts[field];
    }

    int end(int field) {
        return ends[field];
    }

    String text(int field) {
        return new String(buffer, starts[field], ends[field] - starts[field], StandardCharsets.UTF_8);
    }

    /** Whether there is a line end in a value. */
    boolean spansLines(int field) {
        for (int at = starts[field]; at < ends[field]; at++) {
            if (buffer[at] == '\n') {
                return true;
            }
        }
        return false;
    }

    /** All values of the row. */
    List<String> texts() {
        return IntStream.range(0, count).mapToObj(this::text).toList();
    }

    /** Whether the value stood in quotes: an empty one is then an empty text, and else no value. */
    boolean isQuoted(int field) {
        return quoted[field];
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}

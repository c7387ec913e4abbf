package dev.millrace.connector.singer;

import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Cuts bytes into lines where they stand, and holds no more than one of them. Empty lines are passed over. */
final class LineReader implements AutoCloseable {

    /** A value ends at 64 MB; some room for its escapes and its neighbours. */
    private static final int MAX_LINE_BYTES = 96 * 1024 * 1024;

    private static final int USUAL_BYTES = 64 * 1024;

    private final InputStream input;
    private final int maxLineBytes;
    private byte[] buffer = new byte[USUAL_BYTES];
    private int next;
    private int limit;
    private boolean ended;
    private int from;
    private int to;
    private long number;
    private long bufferOffset;

    LineReader(InputStream input) {
        this(input, 0, 0, MAX_LINE_BYTES);
    }

    /**
     * Reads from the middle of a file.
     *
     * @param offset of the input's first byte
     * @param linesBefore how many lines there are before it
     */
    LineReader(InputStream input, long offset, long linesBefore) {
        this(input, offset, linesBefore, MAX_LINE_BYTES);
    }

    LineReader(InputStream input, long offset, long linesBefore, int maxLineBytes) {
        this.input = input;
        this.bufferOffset = offset;
        this.number = linesBefore;
        this.maxLineBytes = maxLineBytes;
    }

    /** Goes to the next line that is not blank; false at the end. */
    boolean next() throws IOException {
        do {
            if (!advance()) {
                return false;
            }
        } while (isBlank());
        return true;
    }

    private boolean advance() throws IOException {
        int searched = next;
        while (true) {
            for (int i = searched; i < limit; i++) {
                if (buffer[i] == '\n') {
                    take(i);
                    next = i + 1;
                    return true;
                }
            }
            searched = limit;
            if (ended) {
                if (next == limit) {
                    return false;
                }
                take(limit);
                next = limit;
                return true;
            }
            searched -= makeRoom();
            int read = input.read(buffer, limit, buffer.length - limit);
            if (read < 0) {
                ended = true;
            } else {
                limit += read;
            }
        }
    }

    private void take(int end) {
        from = next;
        to = end;
        number++;
    }

    /** Gives by how much the bytes moved towards the beginning. */
    private int makeRoom() {
        if (limit < buffer.length) {
            return 0;
        }
        int moved = next;
        if (moved > 0) {
            System.arraycopy(buffer, next, buffer, 0, limit - next);
            limit -= moved;
            next = 0;
            bufferOffset += moved;
        }
        if (limit > buffer.length / 2) {
            if (limit >= maxLineBytes) {
                throw new MillraceException(
                        ErrorCode.SOURCE_UNREADABLE,
                        "Line " + (number + 1) + " is longer than " + maxLineBytes / 1024 / 1024
                                + " MB. Let the tap leave out the field that is so long.");
            }
            buffer = Arrays.copyOf(buffer, (int) Math.min(buffer.length * 2L, maxLineBytes));
        }
        return moved;
    }

    private boolean isBlank() {
        for (int i = from; i < to; i++) {
            if (buffer[i] > ' ' || buffer[i] < 0) {
                return false;
            }
        }
        return true;
    }

    /** Holds the line; what it holds changes with the next line. */
    byte[] buffer() {
        return buffer;
    }

    /** Where the line begins in the buffer. */
    int from() {
        return from;
    }

    /** Where it ends, without the line end. */
    int to() {
        return to;
    }

    /** The line, which stays as it is. */
    byte[] copy() {
        return Arrays.copyOfRange(buffer, from, to);
    }

    /** The line's number, from 1. */
    long number() {
        return number;
    }

    /** Whether the line is the last one and has no end: what wrote it may have broken off. */
    boolean isCutOff() {
        return ended && next == limit && to == limit;
    }

    /** Where the line begins in the input. */
    long offset() {
        return bufferOffset + from;
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}

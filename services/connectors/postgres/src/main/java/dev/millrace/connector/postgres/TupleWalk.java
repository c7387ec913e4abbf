package dev.millrace.connector.postgres;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Looks into one tuple of the binary format without decoding the rest of it. */
final class TupleWalk {

    /** 2000-01-01 in seconds since 1970. */
    private static final long EPOCH_SECONDS = 946_684_800L;

    private TupleWalk() {}

    /** The field at a position; empty when it is null. */
    static Optional<ByteBuffer> field(byte[] tuple, int offset, int position) {
        ByteBuffer buffer = ByteBuffer.wrap(tuple);
        buffer.position(offset + 2);
        for (int i = 0; ; i++) {
            int length = buffer.getInt();
            if (i == position) {
                return length < 0 ? Optional.empty() : Optional.of(buffer.slice(buffer.position(), length));
            }
            buffer.position(buffer.position() + Math.max(0, length));
        }
    }

    /** A cursor's value as text that PostgreSQL reads back as the same value. */
    static String cursorText(String type, ByteBuffer value) {
        return switch (type) {
            case "int2", "int4", "int8", "oid" -> Long.toString(value.getLong());
            case "date" -> LocalDate.of(2000, 1, 1).plusDays(value.getInt()).toString();
            case "timestamp" -> dateTime(value.getLong()).toString();
            case "timestamptz" ->
                dateTime(value.getLong()).toInstant(ZoneOffset.UTC).toString();
            default -> throw new IllegalArgumentException("no cursor of type " + type);
        };
    }

    /** Whether the cursor's value can be taken from a tuple. */
    static boolean isCursorType(String type) {
        return switch (type) {
            case "int2", "int4", "int8", "oid", "date", "timestamp", "timestamptz" -> true;
            default -> false;
        };
    }

    private static LocalDateTime dateTime(long micros) {
        return LocalDateTime.ofInstant(
                        Instant.ofEpochSecond(EPOCH_SECONDS + Math.floorDiv(micros, 1_000_000L)), ZoneOffset.UTC)
                .plusNanos(Math.floorMod(micros, 1_000_000L) * 1_000);
    }
}

package dev.millrace.connector.postgres;

import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
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
            case "date" -> dateText(value.getInt());
            case "timestamp" -> timestampText(value.getLong(), "");
            case "timestamptz" -> timestampText(value.getLong(), "Z");
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

    private static String dateText(int days) {
        return switch (days) {
            case Integer.MAX_VALUE -> "infinity";
            case Integer.MIN_VALUE -> "-infinity";
            default -> {
                LocalDate date = LocalDate.of(2000, 1, 1).plusDays(days);
                yield day(date) + era(date);
            }
        };
    }

    private static String timestampText(long micros, String zone) {
        if (micros == Long.MAX_VALUE || micros == Long.MIN_VALUE) {
            return micros < 0 ? "-infinity" : "infinity";
        }
        LocalDateTime time = LocalDateTime.ofEpochSecond(
                EPOCH_SECONDS + Math.floorDiv(micros, 1_000_000L),
                (int) Math.floorMod(micros, 1_000_000L) * 1_000,
                ZoneOffset.UTC);
        return day(time.toLocalDate()) + "T" + time.toLocalTime() + zone + era(time.toLocalDate());
    }

    /** As PostgreSQL reads it: years of more than four digits have no sign, and there is no year 0. */
    private static String day(LocalDate date) {
        int year = date.getYear() > 0 ? date.getYear() : 1 - date.getYear();
        return String.format(Locale.ROOT, "%04d-%02d-%02d", year, date.getMonthValue(), date.getDayOfMonth());
    }

    private static String era(LocalDate date) {
        return date.getYear() > 0 ? "" : " BC";
    }
}

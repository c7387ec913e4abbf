package dev.millrace.connector.postgres;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;

/** Looks into one tuple of the binary format without decoding the rest of it. */
final class TupleWalk {

    /** 2000-01-01 in seconds since 1970. */
    private static final long EPOCH_SECONDS = 946_684_800L;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private TupleWalk() {}

    /** The field at a position; empty when it is null. */
    static Optional<ByteBuffer> field(byte[] tuple, int offset, int position) {
        int field = find(tuple, offset, position);
        return isNull(tuple, field)
                ? Optional.empty()
                : Optional.of(ByteBuffer.wrap(tuple, field + Integer.BYTES, length(tuple, field))
                        .slice());
    }

    /** Where the field at a position begins, with its length. */
    static int find(byte[] tuple, int offset, int position) {
        int field = offset + Short.BYTES;
        for (int i = 0; i < position; i++) {
            field += Integer.BYTES + Math.max(0, length(tuple, field));
        }
        return field;
    }

    /** Whether the field that begins there is null. */
    static boolean isNull(byte[] tuple, int field) {
        return length(tuple, field) < 0;
    }

    private static int length(byte[] tuple, int field) {
        return (int) INT.get(tuple, field);
    }

    /** Whether a read's progress can be told by the values of a type: their order is that of the numbers they are sent as. */
    static boolean isMarkType(String type) {
        return switch (type) {
            case "int2", "int4", "int8", "oid", "date", "timestamp", "timestamptz" -> true;
            default -> false;
        };
    }

    /** The value of the field that begins there, which is not null. */
    static long mark(String type, byte[] tuple, int field) {
        return type.equals("date")
                ? (int) INT.get(tuple, field + Integer.BYTES)
                : (long) LONG.get(tuple, field + Integer.BYTES);
    }

    /** Whether a value is no time, but before or after all times. */
    static boolean isInfinite(String type, long mark) {
        return switch (type) {
            case "date" -> mark == Integer.MAX_VALUE || mark == Integer.MIN_VALUE;
            case "timestamp", "timestamptz" -> mark == Long.MAX_VALUE || mark == Long.MIN_VALUE;
            default -> false;
        };
    }

    /** A value as text that PostgreSQL reads back as the same value. */
    static String markText(String type, long mark) {
        return switch (type) {
            case "int2", "int4", "int8", "oid" -> Long.toString(mark);
            case "date" -> dateText((int) mark);
            case "timestamp" -> timestampText(mark, "");
            case "timestamptz" -> timestampText(mark, "Z");
            default -> throw new IllegalArgumentException("no mark of type " + type);
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

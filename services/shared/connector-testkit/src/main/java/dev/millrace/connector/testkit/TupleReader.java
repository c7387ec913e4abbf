package dev.millrace.connector.testkit;

import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.LogicalType;
import dev.millrace.connector.spi.StreamMessage;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the tuples of a batch back into objects: the opposite of the row encoder, written independently of it. */
public final class TupleReader {

    /** The key of the last field of every row. */
    public static final String ISSUES = "_millrace_issues";

    /** The key of what says that a row was deleted, where rows say so. */
    public static final String DELETED = "_millrace_deleted";

    private static final LocalDate DAY_ZERO = LocalDate.of(2000, 1, 1);
    private static final short NUMERIC_NAN = (short) 0xC000;
    private static final short NUMERIC_INFINITY = (short) 0xD000;
    private static final short NUMERIC_MINUS_INFINITY = (short) 0xF000;

    private final List<Field> columns;
    private final boolean marksDeletedRows;

    /** A reader of rows with these columns. */
    public TupleReader(List<Field> columns) {
        this(columns, false);
    }

    /** A reader of rows with these columns, which may also say that they were deleted. */
    public TupleReader(List<Field> columns, boolean marksDeletedRows) {
        this.columns = List.copyOf(columns);
        this.marksDeletedRows = marksDeletedRows;
    }

    /** The rows of a batch. */
    public List<Map<String, @Nullable Object>> read(StreamMessage.RowBatch batch) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        batch.forEachPart(bytes::write);
        ByteBuffer buffer = ByteBuffer.wrap(bytes.toByteArray());
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        while (buffer.hasRemaining()) {
            int fields = buffer.getShort();
            if (fields != columns.size() + (marksDeletedRows ? 2 : 1)) {
                throw new AssertionError(fields + " fields in a row of " + columns.size() + " columns");
            }
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            for (Field column : columns) {
                row.put(column.name(), value(column.logicalType(), buffer));
            }
            row.put(ISSUES, value(LogicalType.JSON, buffer));
            if (marksDeletedRows) {
                row.put(DELETED, value(LogicalType.BOOLEAN, buffer));
            }
            rows.add(row);
        }
        return rows;
    }

    private static @Nullable Object value(LogicalType type, ByteBuffer buffer) {
        int length = buffer.getInt();
        if (length < 0) {
            return null;
        }
        ByteBuffer value = buffer.slice(buffer.position(), length);
        buffer.position(buffer.position() + length);
        return switch (type.kind()) {
            case BOOLEAN -> value.get() != 0;
            case INTEGER -> value.getLong();
            case DOUBLE -> value.getDouble();
            case DECIMAL -> numeric(value);
            case DATE -> DAY_ZERO.plusDays(value.getInt());
            case TIME -> LocalTime.ofNanoOfDay(value.getLong() * 1_000);
            case TIMESTAMP -> timestamp(value.getLong());
            case TIMESTAMPTZ -> timestamp(value.getLong()).toInstant(ZoneOffset.UTC);
            case TEXT -> StandardCharsets.UTF_8.decode(value).toString();
            case UUID -> new UUID(value.getLong(), value.getLong());
            case BINARY -> hexadecimal(value);
            case JSON -> json(value);
        };
    }

    private static LocalDateTime timestamp(long micros) {
        Instant second = Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L) + 946_684_800L);
        return LocalDateTime.ofInstant(second, ZoneOffset.UTC).plusNanos(Math.floorMod(micros, 1_000_000L) * 1_000);
    }

    private static String hexadecimal(ByteBuffer value) {
        byte[] bytes = new byte[value.remaining()];
        value.get(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static String json(ByteBuffer value) {
        byte version = value.get();
        if (version != 1) {
            throw new AssertionError("jsonb version " + version);
        }
        return StandardCharsets.UTF_8.decode(value).toString();
    }

    private static Object numeric(ByteBuffer value) {
        int groups = value.getShort();
        int weight = value.getShort();
        short sign = value.getShort();
        int scale = value.getShort();
        if (sign == NUMERIC_NAN) {
            return "NaN";
        }
        if (sign == NUMERIC_INFINITY || sign == NUMERIC_MINUS_INFINITY) {
            return sign == NUMERIC_INFINITY ? "Infinity" : "-Infinity";
        }
        BigInteger digits = BigInteger.ZERO;
        for (int i = 0; i < groups; i++) {
            digits = digits.multiply(BigInteger.valueOf(10_000)).add(BigInteger.valueOf(value.getShort()));
        }
        BigDecimal number = new BigDecimal(digits, 4 * (groups - 1 - weight)).setScale(scale);
        return sign == 0 ? number : number.negate();
    }
}

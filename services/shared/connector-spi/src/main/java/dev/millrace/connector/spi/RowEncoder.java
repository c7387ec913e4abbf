package dev.millrace.connector.spi;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows, value by value in the order of the columns, straight into the bytes that the destination takes: no object
 * per row or value remains. For each row call {@link #beginRow}, one value method for every column, and {@link
 * #endRow}.
 *
 * <p>A value method converts to the column's type where nothing is lost (an integer into a decimal column, a date into
 * text). What does not fit becomes null and is named with the reason in the row's {@code _millrace_issues}: the row is
 * kept, and nothing is silently narrowed.
 *
 * <p>Bytes that a value method is given stay as they are until the row has ended: long ones are sent from there, and
 * the row's end waits until they are.
 */
public final class RowEncoder {

    /** The longest single value. PostgreSQL ends at 1 GB; the worker's memory ends earlier. */
    public static final int MAX_VALUE_BYTES = 64 * 1024 * 1024;

    private static final int ISSUE_VALUE_CHARACTERS = 200;

    private final List<Field> columns;
    private final LogicalType[] types;
    private final boolean marksDeletedRows;
    private final @Nullable TreatedRows treatments;
    private final StreamOutput output;
    private final BinaryTuples tuples;
    private final RowIssues issues = new RowIssues();
    private boolean hasBuffer;
    private int rowCount;
    private int batchDeleted;
    private int batchIssues;
    private int rowStart;
    private int column;

    RowEncoder(RowForm form, StreamOutput output) {
        this.columns = form.columns();
        this.marksDeletedRows = form.marksDeletedRows();
        this.treatments = form.treatments().isEmpty() ? null : new TreatedRows(form);
        this.types = columns.stream().map(Field::logicalType).toArray(LogicalType[]::new);
        this.output = output;
        this.tuples = new BinaryTuples(treatments == null);
    }

    /** Starts a row. */
    public void beginRow() {
        beginTuple();
        column = 0;
        issues.clear();
        tuples.fieldCount(types.length + (marksDeletedRows ? 2 : 1));
    }

    private void beginTuple() {
        if (!hasBuffer) {
            tuples.replace(output.takeBuffer());
            hasBuffer = true;
        }
        rowStart = tuples.position();
    }

    /** Ends a row, and hands over the batch when it is full. */
    public void endRow() {
        endRow(false);
    }

    /** Ends a row that the source has deleted: its key is enough. Where rows are only ever added, nothing is written. */
    public void endDeletedRow() {
        if (marksDeletedRows) {
            endRow(true);
        } else {
            discardRow();
        }
    }

    private void endRow(boolean deleted) {
        if (column != types.length) {
            throw new IllegalStateException("a row of " + column + " values for " + types.length + " columns");
        }
        if (issues.count() == 0) {
            tuples.nullValue();
        } else {
            byte[] json = issues.json();
            tuples.jsonb(json, 0, json.length);
            batchIssues += issues.count();
        }
        if (deleted) {
            tuples.oneByte(1);
            batchDeleted++;
        } else if (marksDeletedRows) {
            tuples.nullValue();
        }
        finishTuple();
    }

    private void finishTuple() {
        if (treatments != null) {
            treatments.treat(tuples, rowStart);
        }
        rowCount++;
        if (tuples.length() >= BufferPool.BATCH_BYTES) {
            handOver();
        }
    }

    /** Forgets the row that was begun. */
    public void discardRow() {
        tuples.moveTo(rowStart);
        column = types.length;
    }

    /**
     * A whole tuple in the binary format, whose values fit the columns and whose last field is the issues: for sources
     * that speak the format themselves. The bytes of a long one are sent as they are, so nobody may write to them afterwards.
     */
    public void tuple(byte[] bytes, int offset, int length) {
        beginTuple();
        if (marksDeletedRows) {
            tuples.fieldCount(types.length + 2);
            tuples.raw(bytes, offset + Short.BYTES, length - Short.BYTES);
            tuples.nullValue();
        } else {
            tuples.raw(bytes, offset, length);
        }
        finishTuple();
    }

    void handOver() {
        if (!hasBuffer) {
            return;
        }
        hasBuffer = false;
        int rows = rowCount;
        int deletedCount = batchDeleted;
        int issueCount = batchIssues;
        rowCount = 0;
        batchDeleted = 0;
        batchIssues = 0;
        output.send(tuples.detach(), rows, deletedCount, issueCount);
    }

    /** No value. */
    public void nullValue() {
        column++;
        tuples.nullValue();
    }

    /** A value that can't be written, and why: null, named in the issues. The text is shortened. */
    public void unfitValue(String reason, @Nullable String text) {
        boolean secret = treatments != null && treatments.isTreated(column);
        issues.add(columns.get(column).name(), reason, secret ? null : text);
        nullValue();
    }

    /** A value that is in the binary form of the column's type already. */
    public void encodedValue(byte[] bytes, int offset, int length) {
        column++;
        tuples.value(bytes, offset, length);
    }

    /** A truth value. */
    public void booleanValue(boolean value) {
        switch (kind()) {
            case BOOLEAN -> {
                column++;
                tuples.oneByte(value ? 1 : 0);
            }
            case TEXT, JSON -> writeAscii(Boolean.toString(value));
            default -> unfit(Boolean.toString(value));
        }
    }

    /** A whole number. */
    public void longValue(long value) {
        switch (kind()) {
            case INTEGER -> {
                column++;
                tuples.int8(value);
            }
            case DECIMAL -> decimalValue(value, 0);
            case DOUBLE -> {
                if (Decimals.isDouble(value)) {
                    column++;
                    tuples.int8(Double.doubleToRawLongBits((double) value));
                } else {
                    unfit(Long.toString(value));
                }
            }
            case TEXT, JSON -> writeAscii(Long.toString(value));
            default -> unfit(Long.toString(value));
        }
    }

    /** A floating-point number. */
    public void doubleValue(double value) {
        switch (kind()) {
            case DOUBLE -> {
                column++;
                tuples.int8(Double.doubleToRawLongBits(value));
            }
            case TEXT -> writeAscii(Double.toString(value));
            default -> {
                if (Double.isFinite(value)) {
                    decimalValue(BigDecimal.valueOf(value));
                } else {
                    unfit(Double.toString(value));
                }
            }
        }
    }

    /** The decimal number {@code unscaled / 10^scale}, with a scale of 0 to 18. */
    public void decimalValue(long unscaled, int scale) {
        if (kind() == LogicalType.Kind.DECIMAL
                && unscaled != Long.MIN_VALUE
                && Decimals.fits(unscaled, scale, types[column])) {
            column++;
            tuples.numeric(unscaled, scale);
        } else {
            decimalValue(BigDecimal.valueOf(unscaled, scale));
        }
    }

    /** A decimal number. */
    public void decimalValue(BigDecimal value) {
        LogicalType type = types[column];
        switch (type.kind()) {
            case DECIMAL -> {
                BigDecimal fitting = Decimals.fitting(value, type);
                if (fitting == null) {
                    unfit(value.toString());
                } else {
                    column++;
                    tuples.numeric(fitting);
                }
            }
            case INTEGER -> {
                try {
                    long whole = value.longValueExact();
                    column++;
                    tuples.int8(whole);
                } catch (ArithmeticException e) {
                    unfit(value.toString());
                }
            }
            case DOUBLE -> {
                double nearest = value.doubleValue();
                if (Decimals.isDouble(value, nearest)) {
                    column++;
                    tuples.int8(Double.doubleToRawLongBits(nearest));
                } else {
                    unfit(value.toString());
                }
            }
            case TEXT -> writeAscii(value.toPlainString());
            case JSON -> writeAscii(value.toString());
            default -> unfit(value.toString());
        }
    }

    /** A day, counted from 1970-01-01. */
    public void dateValue(long epochDay) {
        switch (kind()) {
            case DATE -> {
                long day = PostgresTime.day(epochDay);
                if (PostgresTime.isDay(day)) {
                    column++;
                    tuples.int4((int) day);
                } else {
                    unfit("day " + epochDay);
                }
            }
            case TIMESTAMP -> {
                if (Math.abs(epochDay) < Long.MAX_VALUE / PostgresTime.DAY_MICROS) {
                    timestampValue(epochDay * PostgresTime.DAY_MICROS);
                } else {
                    unfit("day " + epochDay);
                }
            }
            default -> textOrUnfit(LocalDate.ofEpochDay(epochDay).toString());
        }
    }

    /** A time of day, in microseconds since midnight. */
    public void timeValue(long microsOfDay) {
        if (kind() == LogicalType.Kind.TIME && microsOfDay >= 0 && microsOfDay <= PostgresTime.DAY_MICROS) {
            column++;
            tuples.int8(microsOfDay);
        } else {
            textOrUnfit(LocalTime.ofNanoOfDay(microsOfDay * 1_000).toString());
        }
    }

    /** A date and time of no zone, in microseconds since 1970-01-01T00:00. */
    public void timestampValue(long epochMicros) {
        if (kind() == LogicalType.Kind.TIMESTAMP) {
            writeTimestamp(epochMicros);
        } else if (kind() == LogicalType.Kind.DATE && Math.floorMod(epochMicros, PostgresTime.DAY_MICROS) == 0) {
            dateValue(epochMicros / PostgresTime.DAY_MICROS);
        } else {
            textOrUnfit(PostgresTime.dateTime(epochMicros).toString());
        }
    }

    /** A point in time, in microseconds since 1970-01-01T00:00Z. */
    public void instantValue(long epochMicros) {
        if (kind() == LogicalType.Kind.TIMESTAMPTZ) {
            writeTimestamp(epochMicros);
        } else {
            textOrUnfit(
                    PostgresTime.dateTime(epochMicros).toInstant(ZoneOffset.UTC).toString());
        }
    }

    /** A point in time; what is finer than a microsecond is cut off, as PostgreSQL has no finer clock. */
    public void instantValue(Instant value) {
        if (Math.abs(value.getEpochSecond()) > Long.MAX_VALUE / 2_000_000L) {
            textOrUnfit(value.toString());
        } else {
            instantValue(value.getEpochSecond() * 1_000_000L + value.getNano() / 1_000);
        }
    }

    /** A UUID. */
    public void uuidValue(UUID value) {
        uuidValue(value.getMostSignificantBits(), value.getLeastSignificantBits());
    }

    /** A UUID by its halves. */
    public void uuidValue(long mostSignificantBits, long leastSignificantBits) {
        if (kind() == LogicalType.Kind.UUID) {
            column++;
            tuples.uuid(mostSignificantBits, leastSignificantBits);
        } else {
            textOrUnfit(new UUID(mostSignificantBits, leastSignificantBits).toString());
        }
    }

    /** Text. */
    public void textValue(String value) {
        if (!Utf8.isWellFormed(value)) {
            unfitValue("holds half of a surrogate pair", null);
            return;
        }
        if (kind() == LogicalType.Kind.JSON) {
            StringBuilder json = new StringBuilder(value.length() + 2);
            JsonText.appendString(json, value);
            jsonValue(json.toString());
            return;
        }
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        textValue(utf8, 0, utf8.length);
    }

    /** Text as UTF-8 bytes, when a text column can hold it; false, with nothing written, when not. */
    public boolean tryTextValue(byte[] utf8, int offset, int length) {
        boolean fits = kind() == LogicalType.Kind.TEXT
                && length <= MAX_VALUE_BYTES
                && Utf8.isValidWithoutZero(utf8, offset, offset + length);
        if (fits) {
            column++;
            tuples.value(utf8, offset, length);
        }
        return fits;
    }

    /** Text as UTF-8 bytes, which are judged. */
    public void textValue(byte[] utf8, int offset, int length) {
        if (tryTextValue(utf8, offset, length)) {
            return;
        }
        if (!Utf8.isValid(utf8, offset, offset + length)) {
            unfitValue("is not valid UTF-8", null);
        } else if (kind() == LogicalType.Kind.JSON) {
            textValue(new String(utf8, offset, length, StandardCharsets.UTF_8));
        } else {
            unfitText(utf8, offset, length);
        }
    }

    /** Bytes. */
    public void binaryValue(byte[] value, int offset, int length) {
        if (kind() != LogicalType.Kind.BINARY) {
            unfitValue(unfitReason(), null);
        } else if (length > MAX_VALUE_BYTES) {
            unfitValue(tooLong(), null);
        } else {
            column++;
            tuples.value(value, offset, length);
        }
    }

    /** JSON text. */
    public void jsonValue(String json) {
        if (!Utf8.isWellFormed(json)) {
            unfitValue("holds half of a surrogate pair", null);
            return;
        }
        byte[] utf8 = json.getBytes(StandardCharsets.UTF_8);
        jsonValue(utf8, 0, utf8.length);
    }

    /** JSON text as UTF-8 bytes, which are judged. */
    public void jsonValue(byte[] utf8, int offset, int length) {
        if (kind() == LogicalType.Kind.TEXT) {
            textValue(utf8, offset, length);
            return;
        }
        String problem = kind() != LogicalType.Kind.JSON
                ? unfitReason()
                : length > MAX_VALUE_BYTES
                        ? tooLong()
                        : Utf8.isValid(utf8, offset, offset + length)
                                ? JsonText.problem(utf8, offset, offset + length)
                                : "is not valid UTF-8";
        if (problem == null) {
            column++;
            tuples.jsonb(utf8, offset, length);
        } else {
            unfitValue(
                    problem,
                    new String(utf8, offset, Math.min(length, ISSUE_VALUE_CHARACTERS), StandardCharsets.UTF_8));
        }
    }

    private LogicalType.Kind kind() {
        return types[column].kind();
    }

    private void unfitText(byte[] utf8, int offset, int length) {
        String text = new String(utf8, offset, Math.min(length, ISSUE_VALUE_CHARACTERS), StandardCharsets.UTF_8);
        if (kind() != LogicalType.Kind.TEXT) {
            unfit(text);
        } else if (length > MAX_VALUE_BYTES) {
            unfitValue(tooLong(), null);
        } else {
            unfitValue("holds the character U+0000, which text columns can't hold", text);
        }
    }

    private void writeAscii(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        boolean json = types[column++].kind() == LogicalType.Kind.JSON;
        if (json) {
            tuples.jsonb(bytes, 0, bytes.length);
        } else {
            tuples.value(bytes, 0, bytes.length);
        }
    }

    private void writeTimestamp(long epochMicros) {
        long micros = PostgresTime.micros(epochMicros);
        if (PostgresTime.isTimestamp(micros)) {
            column++;
            tuples.int8(micros);
        } else {
            unfit(PostgresTime.dateTime(epochMicros).toString());
        }
    }

    private void textOrUnfit(String text) {
        if (kind() == LogicalType.Kind.TEXT || kind() == LogicalType.Kind.JSON) {
            textValue(text);
        } else {
            unfit(text);
        }
    }

    private void unfit(String text) {
        unfitValue(unfitReason(), text);
    }

    private String unfitReason() {
        return "is no " + types[column];
    }

    private static String tooLong() {
        return "is longer than " + MAX_VALUE_BYTES / 1024 / 1024 + " MB";
    }

    /** A whole number of any size. */
    public void integerValue(BigInteger value) {
        decimalValue(new BigDecimal(value));
    }
}

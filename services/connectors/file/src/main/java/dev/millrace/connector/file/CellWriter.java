package dev.millrace.connector.file;

import dev.millrace.connector.spi.LogicalType;
import dev.millrace.connector.spi.RowEncoder;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Writes cells of one column. What is not of the column's form is named in the row's issues, with its text. */
record CellWriter(TextForm form, LogicalType target) {

    private static final LocalDateTime EPOCH = LocalDateTime.of(1970, 1, 1, 0, 0);

    void write(@Nullable Object cell, RowEncoder row) {
        switch (cell) {
            case null -> row.nullValue();
            case String text -> writeText(text, row);
            case Long number -> row.longValue(number);
            case BigDecimal number -> row.decimalValue(number);
            case Double number -> row.doubleValue(number);
            case Boolean truth -> row.booleanValue(truth);
            case LocalDateTime time -> writeTime(time, row);
            case Table.JsonCell nested -> row.jsonValue(nested.json());
            default -> throw new IllegalStateException("no cell: " + cell.getClass());
        }
    }

    private void writeText(String text, RowEncoder row) {
        if (target.kind() == LogicalType.Kind.TEXT || target.kind() == LogicalType.Kind.JSON) {
            row.textValue(text);
            return;
        }
        if (!TextForm.of(text).contains(form)) {
            row.unfitValue("is no " + target, text);
            return;
        }
        try {
            switch (form) {
                case BOOLEAN -> row.booleanValue(TextForm.bool(text));
                case INTEGER -> row.longValue(Long.parseLong(text));
                case DECIMAL, DECIMAL_COMMA -> row.decimalValue(form.decimal(text));
                case DOUBLE -> row.doubleValue(Double.parseDouble(text));
                case DATE, DATE_DAY_FIRST, DATE_MONTH_FIRST ->
                    row.dateValue(form.date(text).toEpochDay());
                case TIMESTAMP, TIMESTAMP_DAY_FIRST, TIMESTAMP_MONTH_FIRST ->
                    row.timestampValue(micros(form.timestamp(text)));
                case INSTANT -> row.instantValue(form.instant(text).toInstant());
                case TIME -> row.timeValue(form.time(text).toNanoOfDay() / 1_000);
                case UUID -> row.uuidValue(TextForm.uuid(text));
                case TEXT -> row.unfitValue("is no " + target, text);
            }
        } catch (DateTimeException | NumberFormatException e) {
            row.unfitValue("is no " + target, text);
        }
    }

    private static void writeTime(LocalDateTime time, RowEncoder row) {
        LocalDate date = time.toLocalDate();
        if (time.toLocalTime().equals(LocalTime.MIDNIGHT)) {
            row.dateValue(date.toEpochDay());
        } else {
            row.timestampValue(micros(time));
        }
    }

    private static long micros(LocalDateTime time) {
        return ChronoUnit.MICROS.between(EPOCH, time);
    }
}

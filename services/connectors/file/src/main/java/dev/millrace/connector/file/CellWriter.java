package dev.millrace.connector.file;

import dev.millrace.connector.spi.LogicalType;
import dev.millrace.connector.spi.RowEncoder;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
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
            case LocalDate date -> row.dateValue(date.toEpochDay());
            case LocalTime time -> row.timeValue(time.toNanoOfDay() / 1_000);
            case Instant instant -> row.instantValue(instant);
            case UUID uuid -> row.uuidValue(uuid);
            case byte[] bytes -> row.binaryValue(bytes, 0, bytes.length);
            default -> throw new IllegalStateException("no cell: " + cell.getClass());
        }
    }

    private void writeText(String text, RowEncoder row) {
        if (target.kind() == LogicalType.Kind.TEXT || target.kind() == LogicalType.Kind.JSON) {
            row.textValue(text);
            return;
        }
        switch (form) {
            case BOOLEAN -> {
                if (form.fits(text)) {
                    row.booleanValue(text.equalsIgnoreCase("true"));
                } else {
                    unfit(text, row);
                }
            }
            case INTEGER, DECIMAL, DECIMAL_COMMA, DOUBLE -> writeNumber(text, row);
            case DATE, DATE_DAY_FIRST, DATE_MONTH_FIRST -> {
                LocalDateTime time = form.dateTime(text);
                if (time == null || text.indexOf(':') >= 0) {
                    unfit(text, row);
                } else {
                    row.dateValue(time.toLocalDate().toEpochDay());
                }
            }
            case TIMESTAMP, TIMESTAMP_DAY_FIRST, TIMESTAMP_MONTH_FIRST -> {
                LocalDateTime time = form.dateTime(text);
                if (time == null) {
                    unfit(text, row);
                } else {
                    row.timestampValue(micros(time));
                }
            }
            case INSTANT -> {
                OffsetDateTime time = TextForm.instant(text);
                if (time == null) {
                    unfit(text, row);
                } else {
                    row.instantValue(time.toInstant());
                }
            }
            case TIME -> {
                LocalTime time = TextForm.time(text);
                if (time == null) {
                    unfit(text, row);
                } else {
                    row.timeValue(time.toNanoOfDay() / 1_000);
                }
            }
            case UUID -> {
                UUID uuid = TextForm.uuid(text);
                if (uuid == null) {
                    unfit(text, row);
                } else {
                    row.uuidValue(uuid);
                }
            }
            case TEXT -> unfit(text, row);
        }
    }

    private void writeNumber(String text, RowEncoder row) {
        if (!form.fits(text)) {
            unfit(text, row);
        } else if (form == TextForm.INTEGER) {
            row.longValue(Long.parseLong(text));
        } else if (form == TextForm.DOUBLE) {
            row.doubleValue(Double.parseDouble(text));
        } else {
            row.decimalValue(form.decimal(text));
        }
    }

    private void unfit(String text, RowEncoder row) {
        row.unfitValue("is no " + target, text);
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

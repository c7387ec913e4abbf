package dev.millrace.connector.sources;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.connector.spi.LogicalType;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Function;

/** A value of a cursor to begin at, as somebody writes it. */
final class ReadAgainPoint {

    private static final int LONGEST = 200;

    private ReadAgainPoint() {}

    /**
     * The value as workers take it.
     *
     * @throws MillraceException when it is no value of the cursor's type, or lies in the future, where nothing would be read
     */
    static String parse(String cursor, LogicalType type, JsonNode from, Instant now) {
        String text = from.isValueNode() && !from.isNull() ? from.asText().strip() : "";
        if (text.isEmpty() || text.length() > LONGEST) {
            throw invalid("Say from where to read again: a value of " + cursor + ".");
        }
        return switch (type.kind()) {
            case DATE -> date(cursor, text, now);
            case TIMESTAMP -> time(cursor, text, now).toString();
            case TIMESTAMPTZ ->
                time(cursor, text, now).toInstant(ZoneOffset.UTC).toString();
            case INTEGER -> whole(cursor, text);
            case DECIMAL, DOUBLE -> number(cursor, text);
            case TEXT -> text;
            case BOOLEAN, TIME, UUID, BINARY, JSON ->
                throw invalid(
                        "What " + cursor + " holds has no order that one could begin at. Reset the table instead.");
        };
    }

    private static String date(String cursor, String text, Instant now) {
        LocalDate date = tried(LocalDate::parse, text)
                .orElseThrow(() -> invalid(cursor + " holds dates: give one such as 2026-01-31."));
        requirePast(date.atStartOfDay(), now);
        return date.toString();
    }

    private static LocalDateTime time(String cursor, String text, Instant now) {
        LocalDateTime time = tried(LocalDate::parse, text)
                .map(LocalDate::atStartOfDay)
                .or(() -> tried(OffsetDateTime::parse, text)
                        .map(offset -> LocalDateTime.ofInstant(offset.toInstant(), ZoneOffset.UTC)))
                .or(() -> tried(LocalDateTime::parse, text))
                .orElseThrow(() ->
                        invalid(cursor + " holds times: give a date such as 2026-01-31, or 2026-01-31T08:00:00Z."));
        requirePast(time, now);
        return time;
    }

    private static void requirePast(LocalDateTime time, Instant now) {
        if (time.toInstant(ZoneOffset.UTC).isAfter(now)) {
            throw invalid("The time to read again from lies in the future. Give one that has passed.");
        }
    }

    private static String whole(String cursor, String text) {
        return tried(Long::parseLong, text)
                .map(String::valueOf)
                .orElseThrow(() -> invalid(cursor + " holds whole numbers: give one such as 1000."));
    }

    private static String number(String cursor, String text) {
        return tried(BigDecimal::new, text)
                .map(BigDecimal::toPlainString)
                .orElseThrow(() -> invalid(cursor + " holds numbers: give one such as 1000.5."));
    }

    private static <T> Optional<T> tried(Function<String, T> read, String text) {
        try {
            return Optional.of(read.apply(text));
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static MillraceException invalid(String message) {
        return new MillraceException(ErrorCode.INVALID_REQUEST, message);
    }
}

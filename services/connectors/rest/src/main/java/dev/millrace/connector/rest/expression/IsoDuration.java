package dev.millrace.connector.rest.expression;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A duration by ISO 8601, such as {@code P1M}, {@code P1Y2DT3H} or {@code PT0.5S}.
 *
 * @param months months and years, whose length depends on where they begin
 * @param rest weeks, days and times, to the microsecond
 */
public record IsoDuration(long months, Duration rest) {
    private static final String NUMBER = "(\\d+(?:[,.]\\d+)?)";
    private static final Pattern FORM = Pattern.compile("([+-])?P(?=.)(?:" + NUMBER + "Y)?(?:" + NUMBER + "M)?(?:"
            + NUMBER + "W)?(?:" + NUMBER + "D)?(?:T(?:" + NUMBER + "H)?(?:" + NUMBER + "M)?(?:" + NUMBER + "S)?)?");

    /**
     * Reads a duration.
     *
     * @throws IllegalArgumentException when the text is none
     */
    public static IsoDuration parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a duration of ISO 8601, such as P1D or PT12H");
        }
        BigDecimal months =
                number(matcher.group(2)).multiply(BigDecimal.valueOf(12)).add(number(matcher.group(3)));
        BigDecimal days =
                number(matcher.group(4)).multiply(BigDecimal.valueOf(7)).add(number(matcher.group(5)));
        BigDecimal seconds = days.multiply(BigDecimal.valueOf(86_400))
                .add(number(matcher.group(6)).multiply(BigDecimal.valueOf(3600)))
                .add(number(matcher.group(7)).multiply(BigDecimal.valueOf(60)))
                .add(number(matcher.group(8)));
        try {
            long microseconds = seconds.movePointRight(6)
                    .setScale(0, RoundingMode.HALF_EVEN)
                    .longValueExact();
            Duration rest = Duration.ofSeconds(
                    Math.floorDiv(microseconds, 1_000_000L), Math.floorMod(microseconds, 1_000_000L) * 1000);
            IsoDuration duration = new IsoDuration(months.longValueExact(), rest);
            return "-".equals(matcher.group(1)) ? duration.negated() : duration;
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("a duration that is too long, or has a part of a month", e);
        }
    }

    private static BigDecimal number(@Nullable String digits) {
        return digits == null ? BigDecimal.ZERO : new BigDecimal(digits.replace(',', '.'));
    }

    /** The moment this duration later. A day that the month doesn't have becomes its last. */
    public OffsetDateTime after(OffsetDateTime moment) {
        return moment.plusMonths(months).plus(rest);
    }

    /** The moment this duration earlier. */
    public OffsetDateTime before(OffsetDateTime moment) {
        return negated().after(moment);
    }

    IsoDuration negated() {
        return new IsoDuration(-months, rest.negated());
    }

    IsoDuration plus(IsoDuration other) {
        return new IsoDuration(months + other.months, rest.plus(other.rest));
    }

    /** What expressions calculate with: an exact length where there are no months. */
    Object simplest() {
        return months == 0 ? rest : this;
    }

    /** The length in seconds, to the microsecond. */
    static double seconds(Duration duration) {
        return (duration.toSeconds() * 1_000_000L + duration.toNanosPart() / 1000) / 1e6;
    }

    /** A length of so many seconds, to the microsecond. */
    static Duration ofSeconds(double seconds) {
        if (!(Math.abs(seconds) < 1e14)) {
            throw new EvaluationException(ErrorKind.OVERFLOW, "a duration is too long");
        }
        long microseconds = new BigDecimal(seconds)
                .movePointRight(6)
                .setScale(0, RoundingMode.HALF_EVEN)
                .longValueExact();
        return Duration.ofSeconds(
                Math.floorDiv(microseconds, 1_000_000L), Math.floorMod(microseconds, 1_000_000L) * 1000);
    }
}

package dev.millrace.connector.sample;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.SplittableRandom;

/**
 * How busy each day is: a steady rise, strong Januaries and Septembers, quiet Augusts and Decembers, weekends. What a
 * day is like never depends on how far one looks, so yesterday reads the same tomorrow.
 */
final class Growth {

    /** The two years in which the configured number of customers signs up. */
    private static final int SPAN_DAYS = 730;

    /** By month, from January. */
    private static final double[] SEASON = {1.22, 1.06, 1.05, 1.00, 0.98, 0.94, 0.88, 0.80, 1.15, 1.10, 1.04, 0.78};

    private final SampleConfiguration configuration;
    private final int days;
    /** Customers who signed up before a day, by day. */
    private final int[] customersBefore;

    Growth(SampleConfiguration configuration, Instant horizon) {
        this.configuration = configuration;
        LocalDate today = LocalDate.ofInstant(horizon, ZoneOffset.UTC);
        this.days = (int) Math.max(0, ChronoUnit.DAYS.between(configuration.start(), today) + 1);
        this.customersBefore = new int[days + 1];
        double span = 0;
        for (int day = 0; day < SPAN_DAYS; day++) {
            span += intensity(day);
        }
        double sum = 0;
        for (int day = 0; day < days; day++) {
            sum += intensity(day);
            customersBefore[day + 1] = (int) (configuration.customers() * (sum / span));
        }
    }

    /** Days from the first one to today, today included. */
    int days() {
        return days;
    }

    /** Customers until the end of today. */
    int customers() {
        return customersBefore[days];
    }

    /** The first customer of a day; those of the day end before the first of the next. */
    int firstCustomerOf(int day) {
        return customersBefore[day];
    }

    /** The day on which a customer signs up. */
    int dayOf(int customer) {
        int low = 0;
        int high = days;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (customersBefore[middle + 1] > customer) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** How busy a day is in relation to others; 1 is an ordinary first day. */
    double intensity(int day) {
        LocalDate date = configuration.start().plusDays(day);
        double trend = 1 + 3.0 * day / SPAN_DAYS;
        DayOfWeek weekday = date.getDayOfWeek();
        double week = weekday == DayOfWeek.SATURDAY ? 0.45 : weekday == DayOfWeek.SUNDAY ? 0.5 : 1.15;
        double noise = 0.85 + 0.3 * random(Subject.DAY, day).nextDouble();
        return trend * SEASON[date.getMonthValue() - 1] * week * noise;
    }

    /** A moment of a day, mostly in working hours. */
    Instant momentOf(int day, SplittableRandom random) {
        double hour = random.nextDouble() < 0.8 ? 8 + random.nextDouble() * 11 : random.nextDouble() * 24;
        return configuration
                .start()
                .plusDays(day)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant()
                .plusSeconds((long) (hour * 3600));
    }

    /** What numbers are drawn for. */
    enum Subject {
        DAY(1),
        CUSTOMER(2),
        VISITS(3);

        private final long number;

        Subject(long number) {
            this.number = number;
        }
    }

    /** Numbers that depend on nothing but the seed and what they are drawn for. */
    SplittableRandom random(Subject subject, long index) {
        long mixed = configuration.seed() * 0x9E3779B97F4A7C15L + subject.number * 0xD1B54A32D192ED03L;
        return new SplittableRandom((mixed ^ (mixed >>> 29)) + index * 0xBF58476D1CE4E5B9L);
    }
}

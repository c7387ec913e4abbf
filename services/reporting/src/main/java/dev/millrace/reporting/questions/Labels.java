package dev.millrace.reporting.questions;

import dev.millrace.reporting.questions.Question.Aggregation;
import dev.millrace.reporting.questions.Question.Measure;
import java.util.Locale;

/** Names for people. */
public final class Labels {

    private Labels() {}

    /** {@code order_date} becomes {@code Order date}. */
    public static String of(String name) {
        String spaced = name.replace('_', ' ').strip();
        if (spaced.isEmpty()) {
            return name;
        }
        return spaced.substring(0, 1).toUpperCase(Locale.ROOT) + spaced.substring(1);
    }

    /** {@code Total amount}, {@code Average price}, {@code Number of rows}. */
    public static String of(Measure measure) {
        String column = measure.column() == null ? "" : of(measure.column()).toLowerCase(Locale.ROOT);
        if (measure.aggregation() == Aggregation.SUM && column.startsWith("total")) {
            return of(column);
        }
        return switch (measure.aggregation()) {
            case COUNT -> column.isEmpty() ? "Number of rows" : "Number of " + column;
            case SUM -> "Total " + column;
            case AVG -> "Average " + column;
            case MIN -> "Lowest " + column;
            case MAX -> "Highest " + column;
            case COUNT_DISTINCT -> "Different " + column;
        };
    }
}

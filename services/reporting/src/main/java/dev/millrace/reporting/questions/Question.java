package dev.millrace.reporting.questions;

import dev.millrace.reporting.warehouse.TableName;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to know, without SQL.
 *
 * @param dimension what to group by; none for one figure
 * @param breakdown a second column to group by
 * @param measure what to compute; none for the rows themselves
 * @param limit the most rows of the answer; 1,000 when not given
 */
public record Question(
        @NotNull(message = "is missing") TableName table,
        @Valid @Nullable Dimension dimension,
        @Nullable String breakdown,
        @Valid @Nullable Measure measure,

        @Size(max = 20, message = "must not be more than 20")
        List<@Valid @NotNull Filter> filters,

        @Min(value = 1, message = "must be at least 1")
        @Max(value = 10_000, message = "must be at most 10000")
        @Nullable
        Integer limit) {

    private static final int DEFAULT_LIMIT = 1_000;

    public Question {
        filters = filters == null ? List.of() : List.copyOf(filters);
    }

    /** What to group by. The grain is for dates: {@code null} leaves them as they are. */
    public record Dimension(
            @NotNull(message = "is missing") String column,
            @Nullable Grain grain) {}

    /** How long a period is. */
    public enum Grain {
        DAY,
        WEEK,
        MONTH,
        QUARTER,
        YEAR
    }

    /** What to compute. Only COUNT needs no column. */
    public record Measure(
            @NotNull(message = "is missing") Aggregation aggregation,
            @Nullable String column) {}

    /** How to compute it. */
    public enum Aggregation {
        COUNT,
        SUM,
        AVG,
        MIN,
        MAX,
        COUNT_DISTINCT
    }

    /** Which rows to look at. */
    public record Filter(
            @NotNull(message = "is missing") String column,
            @NotNull(message = "is missing") Operator operator,

            @Size(max = 100, message = "must not be more than 100")
            List<String> values) {

        public Filter {
            values = values == null ? List.of() : List.copyOf(values);
        }
    }

    /** How a filter compares; several values of EQUALS are alternatives. */
    public enum Operator {
        EQUALS,
        NOT_EQUALS,
        CONTAINS,
        GREATER,
        LESS,
        BETWEEN,
        IS_NULL,
        IS_NOT_NULL
    }

    /** The most rows of the answer. */
    int rowLimit() {
        return limit == null ? DEFAULT_LIMIT : limit;
    }
}

package dev.millrace.reporting.questions;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a question.
 *
 * @param rows a value for each column; dates as {@code 2026-11-21}
 * @param dataVersion of the schema that was asked
 * @param comparison with the period before, for a figure over time
 * @param visualization what suits it
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Answer(
        List<AnswerColumn> columns,
        List<List<@Nullable Object>> rows,
        long dataVersion,
        Instant computedAt,
        boolean fromCache,
        @Nullable Comparison comparison,
        Visualization visualization) {

    public Answer {
        columns = List.copyOf(columns);
        List<List<@Nullable Object>> copied = new ArrayList<>();
        rows.forEach(row -> copied.add(Collections.unmodifiableList(new ArrayList<>(row))));
        rows = Collections.unmodifiableList(copied);
    }

    /** A column of an answer. */
    public record AnswerColumn(String name, String label, String type, ColumnRole role) {}

    /** What a column is for. */
    public enum ColumnRole {
        TIME,
        DIMENSION,
        MEASURE
    }

    /**
     * How a figure compares with that of the period before.
     *
     * @param changeRatio 0.1 for ten per cent more; null when there was nothing before
     * @param label which period it is held against
     */
    public record Comparison(
            @Nullable Object previous, @Nullable Double changeRatio, String label) {}

    Answer cached() {
        return new Answer(columns, rows, dataVersion, computedAt, true, comparison, visualization);
    }

    /** One figure of this answer. */
    public Answer with(List<List<@Nullable Object>> only, List<AnswerColumn> of, @Nullable Comparison with) {
        return new Answer(of, only, dataVersion, computedAt, fromCache, with, Visualization.NUMBER);
    }
}

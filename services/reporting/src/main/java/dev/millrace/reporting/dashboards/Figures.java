package dev.millrace.reporting.dashboards;

import dev.millrace.reporting.dashboards.Card.Period;
import dev.millrace.reporting.questions.Answer;
import dev.millrace.reporting.questions.Answer.AnswerColumn;
import dev.millrace.reporting.questions.Answer.Comparison;
import dev.millrace.reporting.questions.Question.Grain;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes one figure, and how it compares with the period before, of an answer over time. */
final class Figures {

    private Figures() {}

    static Answer figure(Answer overTime, Grain grain, Period period, LocalDate today) {
        List<List<@Nullable Object>> rows = overTime.rows().stream()
                .filter(row -> row.getFirst() != null && row.getLast() != null)
                .toList();
        int at = rows.size() - 1;
        if (period == Period.LAST_COMPLETE && at > 0 && !isOver(start(rows.get(at)), grain, today)) {
            at--;
        }
        AnswerColumn measure = overTime.columns().getLast();
        if (at < 0) {
            return overTime.with(List.of(), List.of(measure), null);
        }
        List<@Nullable Object> row = rows.get(at);
        AnswerColumn named = new AnswerColumn(measure.name(), label(start(row), grain), measure.type(), measure.role());
        Comparison comparison = at == 0 ? null : compare(row, rows.get(at - 1), grain);
        return overTime.with(List.of(List.of(number(row))), List.of(named), comparison);
    }

    private static Comparison compare(List<@Nullable Object> row, List<@Nullable Object> before, Grain grain) {
        double previous = number(before).doubleValue();
        Double change = previous == 0 ? null : (number(row).doubleValue() - previous) / Math.abs(previous);
        return new Comparison(number(before), change, "against " + label(start(before), grain));
    }

    private static Number number(List<@Nullable Object> row) {
        return row.getLast() instanceof Number number ? number : 0;
    }

    private static LocalDate start(List<@Nullable Object> row) {
        return LocalDate.parse(String.valueOf(row.getFirst()));
    }

    private static boolean isOver(LocalDate start, Grain grain, LocalDate today) {
        LocalDate next = switch (grain) {
            case DAY -> start.plusDays(1);
            case WEEK -> start.plusWeeks(1);
            case MONTH -> start.plusMonths(1);
            case QUARTER -> start.plusMonths(3);
            case YEAR -> start.plusYears(1);
        };
        return !next.isAfter(today);
    }

    private static String label(LocalDate start, Grain grain) {
        String pattern = switch (grain) {
            case DAY -> "d MMM yyyy";
            case WEEK -> "'week of' d MMM yyyy";
            case MONTH -> "MMM yyyy";
            case QUARTER -> "QQQ yyyy";
            case YEAR -> "yyyy";
        };
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(start);
    }
}

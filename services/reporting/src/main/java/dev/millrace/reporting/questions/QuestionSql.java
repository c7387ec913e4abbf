package dev.millrace.reporting.questions;

import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.reporting.questions.Answer.AnswerColumn;
import dev.millrace.reporting.questions.Answer.ColumnRole;
import dev.millrace.reporting.questions.Question.Aggregation;
import dev.millrace.reporting.questions.Question.Dimension;
import dev.millrace.reporting.questions.Question.Filter;
import dev.millrace.reporting.questions.Question.Grain;
import dev.millrace.reporting.questions.Question.Measure;
import dev.millrace.reporting.warehouse.WarehouseTable;
import dev.millrace.reporting.warehouse.WarehouseTable.Column;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.SelectFieldOrAsterisk;
import org.jooq.SortField;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** Writes a question as SQL. Every name is checked against the table and quoted, every value is bound. */
final class QuestionSql {

    private static final int LONGEST_BREAKDOWN = 12;

    private final Question question;
    private final WarehouseTable table;
    private final List<AnswerColumn> columns = new ArrayList<>();
    private final List<Field<?>> selected = new ArrayList<>();
    private final List<Field<?>> groups = new ArrayList<>();

    QuestionSql(Question question, WarehouseTable table) {
        this.question = question;
        this.table = table;
    }

    /** What the columns of the result are, once {@link #write} was called. */
    List<AnswerColumn> columns() {
        return columns;
    }

    Select<Record> write() {
        Measure measure = question.measure();
        return measure == null ? rows() : groups(measure);
    }

    private Select<Record> rows() {
        for (Column column : table.columns()) {
            if (!column.isOpaque()) {
                selected.add(shown(column, null).as(column.name()));
                columns.add(described(column));
            }
        }
        if (selected.isEmpty()) {
            throw invalid(table.name().name() + " has no column that can be shown.");
        }
        Column newest =
                table.columns().stream().filter(Column::isTime).findFirst().orElse(null);
        List<SortField<?>> order =
                newest == null ? List.of() : List.of(field(newest).desc().nullsLast());
        return DSL.select(selected)
                .from(from())
                .where(conditions())
                .orderBy(order)
                .limit(question.rowLimit());
    }

    private Select<Record> groups(Measure measure) {
        Dimension dimension = question.dimension();
        @Nullable Field<?> first = null;
        boolean overTime = false;
        if (dimension != null) {
            Column column = column(dimension.column());
            overTime = column.isTime();
            first = group(column, overTime ? dimension.grain() : null);
        }
        String breakdown = question.breakdown();
        Condition where = conditions();
        if (breakdown != null) {
            Column column = column(breakdown);
            group(column, null);
            where = where.and(amongTheMostFrequent(column));
        }
        Field<?> value = aggregate(measure).as("value");
        selected.add(value);
        columns.add(new AnswerColumn("value", Labels.of(measure), "number", ColumnRole.MEASURE));
        // A timeline keeps its newest periods when it is cut; categories their largest.
        List<SelectFieldOrAsterisk> fields = new ArrayList<>(selected);
        List<SortField<?>> order = new ArrayList<>();
        if (first != null) {
            order.add(overTime ? first.desc().nullsLast() : value.desc().nullsLast());
            order.add(first.asc());
        } else if (!groups.isEmpty()) {
            order.add(value.desc().nullsLast());
        }
        return DSL.select(fields)
                .from(from())
                .where(where)
                .groupBy(groups)
                .orderBy(order)
                .limit(question.rowLimit());
    }

    private Field<?> group(Column column, @Nullable Grain grain) {
        if (column.isOpaque()) {
            throw invalid("Rows can't be grouped by " + column.name() + ".");
        }
        Field<?> shown = shown(column, grain);
        groups.add(shown);
        Field<?> named = shown.as(column.name() + (groups.size() > 1 ? "_breakdown" : ""));
        selected.add(named);
        columns.add(described(column));
        return named;
    }

    private static AnswerColumn described(Column column) {
        ColumnRole role = column.isTime() ? ColumnRole.TIME : ColumnRole.DIMENSION;
        String type = column.isTime() ? "date" : column.isNumber() ? "number" : "text";
        return new AnswerColumn(column.name(), Labels.of(column.name()), type, role);
    }

    private Field<?> shown(Column column, @Nullable Grain grain) {
        Field<?> field = field(column);
        if (!column.isTime()) {
            return column.isNumber() || column.type().equals("boolean") ? field : field.cast(SQLDataType.CLOB);
        }
        Field<?> local = column.isPointInTime() ? DSL.field("{0} at time zone 'UTC'", Object.class, field) : field;
        if (grain == null) {
            String pattern = column.type().equals("date") ? "YYYY-MM-DD" : "YYYY-MM-DD HH24:MI";
            return DSL.field("to_char({0}, {1})", String.class, local, DSL.inline(pattern));
        }
        return DSL.field(
                "to_char(date_trunc({0}, {1}), 'YYYY-MM-DD')",
                String.class, DSL.inline(grain.name().toLowerCase(Locale.ROOT)), local);
    }

    private Field<?> aggregate(Measure measure) {
        String name = measure.column();
        if (name == null) {
            if (measure.aggregation() != Aggregation.COUNT) {
                throw invalid("Say which column to compute with.");
            }
            return DSL.count();
        }
        Column column = column(name);
        Field<?> field = field(column);
        return switch (measure.aggregation()) {
            case COUNT -> DSL.count(field);
            case COUNT_DISTINCT -> DSL.countDistinct(field);
            case SUM -> DSL.sum(number(column));
            case AVG -> DSL.avg(number(column));
            case MIN -> DSL.min(number(column));
            case MAX -> DSL.max(number(column));
        };
    }

    private Field<? extends Number> number(Column column) {
        if (!column.isNumber()) {
            throw invalid(column.name() + " is no number: count it instead.");
        }
        return DSL.field(name(column), SQLDataType.NUMERIC);
    }

    private Condition amongTheMostFrequent(Column column) {
        return DSL.condition(
                "{0} in (select {0} from {1} where {2} group by {0} order by count(*) desc limit {3})",
                field(column), from(), conditions(), DSL.inline(LONGEST_BREAKDOWN));
    }

    private Condition conditions() {
        Condition all = DSL.noCondition();
        for (Filter filter : question.filters()) {
            all = all.and(condition(filter));
        }
        return all;
    }

    private Condition condition(Filter filter) {
        Column column = column(filter.column());
        Field<?> field = field(column);
        int needed = switch (filter.operator()) {
            case IS_NULL, IS_NOT_NULL -> 0;
            case BETWEEN -> 2;
            case EQUALS, NOT_EQUALS, CONTAINS, GREATER, LESS -> 1;
        };
        List<String> values = filter.values();
        if (values.size() < needed) {
            throw invalid(
                    "The filter on " + column.name() + " needs " + needed + (needed == 1 ? " value." : " values."));
        }
        Field<String> text = field.cast(SQLDataType.CLOB);
        return switch (filter.operator()) {
            case IS_NULL -> field.isNull();
            case IS_NOT_NULL -> field.isNotNull();
            case EQUALS -> text.in(values);
            case NOT_EQUALS -> text.notIn(values).or(field.isNull());
            case CONTAINS -> text.containsIgnoreCase(values.getFirst());
            case GREATER -> DSL.condition("{0} > {1}", field, bound(column, values.getFirst()));
            case LESS -> DSL.condition("{0} < {1}", field, bound(column, values.getFirst()));
            case BETWEEN ->
                DSL.condition(
                        "{0} between {1} and {2}", field, bound(column, values.get(0)), bound(column, values.get(1)));
        };
    }

    private static Field<?> bound(Column column, String value) {
        try {
            if (column.isNumber()) {
                return DSL.val(new BigDecimal(value));
            }
            if (column.isTime()) {
                return DSL.field(
                        "cast({0} as timestamp)",
                        Object.class, DSL.val(LocalDate.parse(value.substring(0, Math.min(10, value.length())))));
            }
        } catch (NumberFormatException | DateTimeException e) {
            throw new MillraceException(
                    ErrorCode.INVALID_REQUEST,
                    "The filter on " + column.name() + " compares with what is no such value.",
                    e);
        }
        return DSL.val(value);
    }

    private Table<?> from() {
        return DSL.table(DSL.name(table.name().schema(), table.name().name()));
    }

    private static Field<?> field(Column column) {
        return DSL.field(name(column));
    }

    private static Name name(Column column) {
        return DSL.name(column.name());
    }

    private Column column(String name) {
        return table.column(name).orElseThrow(() -> invalid(table.name().name() + " has no column " + name + "."));
    }

    private static MillraceException invalid(String message) {
        return new MillraceException(ErrorCode.INVALID_REQUEST, message);
    }
}

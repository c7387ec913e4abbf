package dev.millrace.reporting.dashboards;

import dev.millrace.kernel.TenantId;
import dev.millrace.reporting.questions.Question.Grain;
import dev.millrace.reporting.warehouse.WarehouseReader;
import dev.millrace.reporting.warehouse.WarehouseTable;
import dev.millrace.reporting.warehouse.WarehouseTable.Column;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** What the first rows of a table look like: enough to pick charts. */
record TableProfile(WarehouseTable table, long sampledRows, List<ColumnProfile> columns) {

    private static final int SAMPLE = 20_000;
    private static final int MOST_COLUMNS = 60;
    private static final int MOST_CATEGORIES = 40;
    private static final int FEW_CATEGORIES = 6;

    /** A column, with how many different values it has and, for dates, the span. */
    record ColumnProfile(Column column, ColumnKind kind, long filled, long distinct, Optional<Span> span) {}

    /** From the first day to the last. */
    record Span(LocalDate first, LocalDate last) {

        /** A grain that gives a readable number of points. */
        Grain grain() {
            long days = ChronoUnit.DAYS.between(first, last);
            if (days <= 62) {
                return Grain.DAY;
            }
            if (days <= 365) {
                return Grain.WEEK;
            }
            return days <= 365 * 6 ? Grain.MONTH : Grain.YEAR;
        }
    }

    static TableProfile of(WarehouseReader reader, TenantId tenant, WarehouseTable table) {
        List<Column> columns = table.columns().stream()
                .filter(column -> !column.isOpaque())
                .limit(MOST_COLUMNS)
                .toList();
        if (columns.isEmpty()) {
            return new TableProfile(table, 0, List.of());
        }
        Table<?> sample = DSL.table(
                        "(select * from {0} limit {1})",
                        DSL.table(DSL.name(table.name().schema(), table.name().name())), DSL.inline(SAMPLE))
                .as("sample");
        List<Field<?>> asked = new ArrayList<>();
        asked.add(DSL.count());
        for (Column column : columns) {
            Field<?> field = DSL.field(DSL.name(column.name()));
            asked.add(DSL.count(field));
            asked.add(DSL.countDistinct(field));
            asked.add(column.isTime() ? day("min", field) : DSL.inline((String) null));
            asked.add(column.isTime() ? day("max", field) : DSL.inline((String) null));
        }
        Record row = reader.read(
                tenant,
                connection -> DSL.using(connection, SQLDialect.POSTGRES)
                        .select(asked)
                        .from(sample)
                        .fetchSingle());
        long sampled = row.get(0, Long.class);
        List<ColumnProfile> profiles = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            int at = 1 + i * 4;
            profiles.add(profile(
                    columns.get(i),
                    row.get(at, Long.class),
                    row.get(at + 1, Long.class),
                    span(row.get(at + 2, String.class), row.get(at + 3, String.class))));
        }
        return new TableProfile(table, sampled, profiles);
    }

    /** Dates with more than one day, the most filled first. */
    List<ColumnProfile> dates() {
        return columns.stream()
                .filter(c -> c.kind() == ColumnKind.DATE && c.span().isPresent() && c.distinct() > 1)
                .sorted((a, b) -> Long.compare(b.filled(), a.filled()))
                .toList();
    }

    /** Numbers that vary: money first, numbers of things last, otherwise as the table has them. */
    List<ColumnProfile> measures() {
        return columns.stream()
                .filter(c -> c.kind() == ColumnKind.MEASURE && c.distinct() > 1)
                .sorted(Comparator.comparingInt(
                        c -> ColumnKind.rankOfMeasure(c.column().name())))
                .toList();
    }

    /** Columns with some, but not too many, different values: the fewest first. */
    List<ColumnProfile> categories() {
        return columns.stream()
                .filter(c -> c.kind() == ColumnKind.CATEGORY && c.distinct() > 1 && c.distinct() <= MOST_CATEGORIES)
                .sorted((a, b) -> Long.compare(a.distinct(), b.distinct()))
                .toList();
    }

    /** Columns that name things, with more values than a category has. */
    List<ColumnProfile> names() {
        return columns.stream()
                .filter(c -> c.kind() == ColumnKind.CATEGORY && c.distinct() > MOST_CATEGORIES)
                .toList();
    }

    /** Whether a category fits into a pie. */
    static boolean isFew(ColumnProfile category) {
        return category.distinct() <= FEW_CATEGORIES;
    }

    private static ColumnProfile profile(Column column, long filled, long distinct, Optional<Span> span) {
        return new ColumnProfile(column, ColumnKind.of(column), filled, distinct, span);
    }

    private static Field<String> day(String aggregate, Field<?> field) {
        return DSL.field("to_char({0}({1}), 'YYYY-MM-DD')", SQLDataType.CLOB, DSL.keyword(aggregate), field);
    }

    private static Optional<Span> span(@Nullable String first, @Nullable String last) {
        if (first == null || last == null || first.length() != 10 || last.length() != 10) {
            return Optional.empty();
        }
        return Optional.of(new Span(LocalDate.parse(first), LocalDate.parse(last)));
    }
}

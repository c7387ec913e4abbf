package dev.millrace.connector.file;

import dev.millrace.connector.file.Table.RowVisitor;
import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.Stream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The columns of a table, found by looking at every row, or at a sample of a large one.
 *
 * @param rows how many there are, about so many where only a sample was looked at
 * @param whole whether every row was looked at
 */
record TableProfile(List<String> names, List<ColumnProfile> columns, long rows, boolean whole) {

    private static final int ROWS_BETWEEN_CHECKS = 10_000;

    TableProfile {
        names = List.copyOf(names);
        columns = List.copyOf(columns);
    }

    /**
     * Looks at every row.
     *
     * @param taken names that no column may have
     * @param pause is called now and then, and may throw to end it
     */
    static TableProfile of(Table table, Set<String> taken, Runnable pause) {
        return table.declared()
                .map(declared -> of(declared, taken))
                .orElseGet(() -> of(table, table::forEachRow, taken, pause, true));
    }

    private static TableProfile of(Table.Declared declared, Set<String> taken) {
        List<String> names = declared.fields().stream().map(Field::name).toList();
        List<ColumnProfile> columns = declared.fields().stream()
                .map(field -> ColumnProfile.declared(field.logicalType(), field.nullable()))
                .toList();
        return new TableProfile(uniqueNames(names, names.size(), taken), columns, declared.rows(), true);
    }

    /** Looks at rows all over the table. */
    static TableProfile sampled(DelimitedText table, Set<String> taken, Runnable pause) {
        TableProfile sample = of(table, table::forEachSampledRow, taken, pause, false);
        return new TableProfile(sample.names(), sample.columns(), table.estimatedRows(), false);
    }

    /** Looks at every row of what is small, and at rows all over what is large. */
    static TableProfile sampledIfLarge(Table table, Set<String> taken, Runnable pause) {
        return table instanceof DelimitedText text && text.isLarge()
                ? sampled(text, taken, pause)
                : of(table, taken, pause);
    }

    private static TableProfile of(
            Table table, Consumer<RowVisitor> rowsOf, Set<String> taken, Runnable pause, boolean whole) {
        List<ColumnProfile> columns = new ArrayList<>();
        List<String> header = table.header();
        header.forEach(name -> columns.add(new ColumnProfile(table.isUntyped())));
        long[] rows = {0};
        rowsOf.accept(cells -> {
            while (columns.size() < cells.length) {
                ColumnProfile late = new ColumnProfile(table.isUntyped());
                late.seeMissing();
                columns.add(late);
            }
            for (int i = 0; i < columns.size(); i++) {
                columns.get(i).see(i < cells.length ? cells[i] : null);
            }
            if (++rows[0] % ROWS_BETWEEN_CHECKS == 0) {
                pause.run();
            }
            return true;
        });
        return new TableProfile(uniqueNames(header, columns.size(), taken), columns, rows[0], whole);
    }

    /** Columns without a name go by their number, and a name that comes again gets one. */
    private static List<String> uniqueNames(List<String> header, int count, Set<String> reserved) {
        List<String> names = new ArrayList<>();
        Set<String> taken = new HashSet<>(reserved);
        for (int i = 0; i < count; i++) {
            String given = i < header.size() ? header.get(i).strip() : "";
            String base = given.isEmpty() ? "column_" + (i + 1) : given;
            String name = base;
            for (int number = 2; !taken.add(name); number++) {
                name = base + "_" + number;
            }
            names.add(name);
        }
        return names;
    }

    /** The columns of both, those of the same name as one. */
    TableProfile with(TableProfile other) {
        Map<String, ColumnProfile> both = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            both.put(names.get(i), columns.get(i).with(other.column(names.get(i))));
        }
        for (int i = 0; i < other.names.size(); i++) {
            both.putIfAbsent(other.names.get(i), other.columns.get(i).with(ColumnProfile.missing()));
        }
        return new TableProfile(
                List.copyOf(both.keySet()), List.copyOf(both.values()), rows + other.rows, whole && other.whole);
    }

    /** These columns, in this order, with values as those of the same name in a stream of many such tables are. */
    TableProfile within(TableProfile stream) {
        List<ColumnProfile> shared = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            shared.add(columns.get(i).with(stream.column(names.get(i))));
        }
        return new TableProfile(names, shared, rows, whole);
    }

    private ColumnProfile column(String name) {
        int position = names.indexOf(name);
        return position < 0 ? ColumnProfile.missing() : columns.get(position);
    }

    List<Field> fields() {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            fields.add(
                    Field.of(names.get(i), columns.get(i).type(), columns.get(i).isNullable()));
        }
        return fields;
    }

    Stream stream(String name) {
        return new Stream(name, fields(), List.of(), null, true, rows);
    }

    TextForm form(int column) {
        return columns.get(column).form();
    }

    /** Where the table has the columns that are asked for; -1 for those that it has not. */
    int[] positions(List<Field> wanted) {
        return wanted.stream().mapToInt(field -> names.indexOf(field.name())).toArray();
    }

    /** Whether the columns of a destination hold all values of those that they are for. */
    boolean fitsInto(List<Field> destination) {
        int[] positions = positions(destination);
        for (int i = 0; i < positions.length; i++) {
            if (positions[i] >= 0
                    && !WiderType.holds(
                            destination.get(i).logicalType(),
                            columns.get(positions[i]).type())) {
                return false;
            }
        }
        return true;
    }
}

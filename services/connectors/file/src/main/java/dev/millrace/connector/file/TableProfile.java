package dev.millrace.connector.file;

import dev.millrace.connector.file.Table.RowVisitor;
import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.Stream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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
     * @param pause is called now and then, and may throw to end it
     */
    static TableProfile of(Table table, Runnable pause) {
        return of(table, table::forEachRow, pause, true);
    }

    /** Looks at rows all over the table. */
    static TableProfile sampled(DelimitedText table, Runnable pause) {
        TableProfile sample = of(table, table::forEachSampledRow, pause, false);
        return new TableProfile(sample.names(), sample.columns(), table.estimatedRows(), false);
    }

    private static TableProfile of(Table table, Consumer<RowVisitor> rowsOf, Runnable pause, boolean whole) {
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
        return new TableProfile(uniqueNames(header, columns.size()), columns, rows[0], whole);
    }

    /** Columns without a name go by their number, and a name that comes again gets one. */
    private static List<String> uniqueNames(List<String> header, int count) {
        List<String> names = new ArrayList<>();
        Set<String> taken = new HashSet<>();
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
}

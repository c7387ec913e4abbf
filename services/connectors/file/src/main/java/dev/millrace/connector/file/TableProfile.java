package dev.millrace.connector.file;

import dev.millrace.connector.spi.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The columns of a table, found by looking at every row: what comes late in a file is not met by a type that came from its
 * beginning.
 */
record TableProfile(List<String> names, List<ColumnProfile> columns, long rows) {

    private static final int ROWS_BETWEEN_CHECKS = 10_000;

    TableProfile {
        names = List.copyOf(names);
        columns = List.copyOf(columns);
    }

    /** @param pause is called now and then, and may throw to end it */
    static TableProfile of(Table table, Runnable pause) {
        List<ColumnProfile> columns = new ArrayList<>();
        List<String> header = table.header();
        header.forEach(name -> columns.add(new ColumnProfile(table.isUntyped())));
        long[] rows = {0};
        table.forEachRow(cells -> {
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
        return new TableProfile(uniqueNames(header, columns.size()), columns, rows[0]);
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

    TextForm form(int column) {
        return columns.get(column).form();
    }
}

package dev.millrace.connector.mysql;

import dev.millrace.connector.spi.Stream;
import dev.millrace.connector.spi.database.CursorColumns;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A table or view.
 *
 * @param estimatedRows as the storage engine thinks; null for a view
 */
record SourceTable(
        String name,
        List<SourceColumn> columns,
        List<String> primaryKey,
        @Nullable Long estimatedRows) {

    private static final Set<String> TIMES = Set.of("datetime", "timestamp");
    private static final Set<String> INTEGERS = Set.of("tinyint", "smallint", "mediumint", "int", "bigint");

    SourceTable {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
    }

    Optional<SourceColumn> column(String wanted) {
        return columns.stream().filter(column -> column.name().equals(wanted)).findFirst();
    }

    Stream describe() {
        return new Stream(
                name, columns.stream().map(SourceColumn::field).toList(), primaryKey, cursor(), true, estimatedRows);
    }

    /** The primary key, if it is one whole number. */
    Optional<SourceColumn> numericKey() {
        return primaryKey.size() == 1
                ? column(primaryKey.getFirst()).filter(column -> INTEGERS.contains(column.type()))
                : Optional.empty();
    }

    private @Nullable String cursor() {
        List<String> times = columns.stream()
                .filter(column -> TIMES.contains(column.type()))
                .map(SourceColumn::name)
                .toList();
        return CursorColumns.best(times)
                .or(() -> numericKey().map(SourceColumn::name))
                .orElse(null);
    }
}

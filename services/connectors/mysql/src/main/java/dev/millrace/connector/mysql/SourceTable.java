package dev.millrace.connector.mysql;

import dev.millrace.connector.spi.Stream;
import java.util.List;
import java.util.Locale;
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

    /** Columns that people keep up to date with every change, the best first. */
    private static final List<String> CHANGE_COLUMNS = List.of(
            "updated_at", "modified_at", "last_modified", "last_updated", "last_update", "changed_at", "updatedat");

    private static final List<String> CREATION_COLUMNS =
            List.of("created_at", "inserted_at", "createdat", "created_on", "created");

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
        for (List<String> names : List.of(CHANGE_COLUMNS, CREATION_COLUMNS)) {
            for (String wanted : names) {
                for (SourceColumn column : columns) {
                    if (column.name().toLowerCase(Locale.ROOT).equals(wanted) && TIMES.contains(column.type())) {
                        return column.name();
                    }
                }
            }
        }
        return numericKey().map(SourceColumn::name).orElse(null);
    }
}

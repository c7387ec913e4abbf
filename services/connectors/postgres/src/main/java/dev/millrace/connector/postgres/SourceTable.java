package dev.millrace.connector.postgres;

import dev.millrace.connector.spi.Stream;
import dev.millrace.connector.spi.database.CursorColumns;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A table or view.
 *
 * @param estimatedRows as the planner thinks; negative when it has not looked yet
 * @param logged whether its changes are in the log: it is a table, and neither a view nor temporary
 */
record SourceTable(
        String schema,
        String name,
        List<SourceColumn> columns,
        List<String> primaryKey,
        long estimatedRows,
        boolean logged) {

    private static final Set<String> TIMES = Set.of("timestamp", "timestamptz");
    private static final Set<String> INTEGERS = Set.of("int2", "int4", "int8");

    SourceTable {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
    }

    /** Tables of the usual schema go by their name alone. */
    String streamName() {
        return schema.equals("public") ? name : schema + "." + name;
    }

    String quoted() {
        return SourceColumn.quote(schema) + "." + SourceColumn.quote(name);
    }

    Optional<SourceColumn> column(String wanted) {
        return columns.stream().filter(column -> column.name().equals(wanted)).findFirst();
    }

    /** Whether its changes can be read from the log: without a key nobody could tell what they changed. */
    boolean isFollowed() {
        return logged && !primaryKey.isEmpty();
    }

    /** @param readsLog whether the log is read where that is possible */
    Stream describe(boolean readsLog) {
        boolean followed = readsLog && isFollowed();
        return new Stream(
                streamName(),
                columns.stream().map(SourceColumn::field).toList(),
                primaryKey,
                followed ? null : cursor(),
                true,
                estimatedRows < 0 ? null : estimatedRows,
                followed);
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

package dev.millrace.connector.mysql;

import dev.millrace.connector.spi.RowEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keeps long values of rows at the source that are larger than the worker's memory is meant for: they arrive as null, named. */
final class LargeRows {

    private static final String REASON = "is too long: its row is larger than 64 MB";
    private static final long MOST_BYTES = RowEncoder.MAX_VALUE_BYTES;

    private final List<SourceColumn> columns;
    private final List<SourceColumn> longColumns;

    LargeRows(List<SourceColumn> columns) {
        this.columns = List.copyOf(columns);
        this.longColumns = columns.stream().filter(SourceColumn::isLong).toList();
    }

    /** Whether there is such a column, so that {@link #places} is of use. */
    boolean mayBe() {
        return !longColumns.isEmpty();
    }

    /** The expression of a column, null where the value has to stay. */
    String guarded(SourceColumn column) {
        return longColumns.contains(column)
                ? "if(" + isTooLong(column) + ", null, " + column.expression() + ")"
                : column.expression();
    }

    /** An expression of the places of the columns whose values stayed; empty in nearly all rows. */
    String places() {
        return longColumns.stream()
                .map(column -> "if(" + isTooLong(column) + ", '" + columns.indexOf(column) + "', null)")
                .collect(Collectors.joining(", ", "concat_ws(',', ", ")"));
    }

    private String isTooLong(SourceColumn column) {
        return "octet_length(" + SourceColumn.quote(column.name()) + ") > " + MOST_BYTES / longColumns.size();
    }

    /** Reads what {@link #places} gave. */
    static List<Integer> parse(@Nullable String places) {
        List<Integer> parsed = new ArrayList<>();
        if (places != null && !places.isEmpty()) {
            for (String place : places.split(",", -1)) {
                parsed.add(Integer.valueOf(place));
            }
        }
        return parsed;
    }

    /** Names a value that stayed. */
    static void write(RowEncoder row) {
        row.unfitValue(REASON, null);
    }
}

package dev.millrace.connector.mysql;

import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.LogicalType;
import dev.millrace.connector.spi.RowEncoder;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Selects columns of a table, and writes the rows of the result. */
final class RowCopy {

    private final List<SourceColumn> columns;
    private final ValueForm[] forms;
    private final LogicalType[] targets;
    private final LargeRows largeRows;

    /** @param fields what the stream's columns are */
    RowCopy(SourceTable table, List<Field> fields) {
        this.columns = fields.stream().map(field -> column(table, field.name())).toList();
        this.forms = columns.stream().map(SourceColumn::form).toArray(ValueForm[]::new);
        this.targets = fields.stream().map(Field::logicalType).toArray(LogicalType[]::new);
        this.largeRows = new LargeRows(columns);
    }

    static SourceColumn column(SourceTable table, String name) {
        return table.column(name)
                .orElseThrow(() -> new MillraceException(
                        ErrorCode.SOURCE_UNREADABLE,
                        "\"" + table.name() + "\" no longer has the column \"" + name
                                + "\". Discover the source again."));
    }

    List<SourceColumn> columns() {
        return columns;
    }

    /** What to select, before anything else. */
    String selected() {
        StringBuilder sql = new StringBuilder();
        for (SourceColumn column : columns) {
            sql.append(sql.isEmpty() ? "" : ", ").append(largeRows.guarded(column));
        }
        return largeRows.mayBe() ? sql.append(", ").append(largeRows.places()).toString() : sql.toString();
    }

    /** How many columns {@link #selected} are. */
    int width() {
        return forms.length + (largeRows.mayBe() ? 1 : 0);
    }

    /** Writes the values of the present row; the row is to be ended. */
    void write(ResultSet rows, RowEncoder row) throws SQLException {
        List<Integer> stayed = largeRows.mayBe() ? LargeRows.parse(rows.getString(forms.length + 1)) : List.of();
        row.beginRow();
        for (int i = 0; i < forms.length; i++) {
            if (!stayed.isEmpty() && stayed.contains(i)) {
                LargeRows.write(row);
            } else {
                forms[i].write(rows, i + 1, targets[i], row);
            }
        }
    }
}

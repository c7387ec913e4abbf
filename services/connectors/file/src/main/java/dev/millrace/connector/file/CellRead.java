package dev.millrace.connector.file;

import dev.millrace.connector.spi.RowEncoder;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/** Reads a table of cells: a workbook's sheet, or JSON. */
final class CellRead {

    private final Table table;
    private final RowTarget target;
    private final int[] positions;
    private final CellWriter[] writers;

    CellRead(Table table, TableProfile profile, RowTarget target) {
        this.table = table;
        this.target = target;
        this.positions = profile.positions(target.columns());
        this.writers = new CellWriter[positions.length];
        for (int i = 0; i < positions.length; i++) {
            writers[i] = new CellWriter(
                    positions[i] < 0 ? TextForm.TEXT : profile.form(positions[i]),
                    target.columns().get(i).logicalType());
        }
    }

    /** Gives the state at the end. */
    FileState read(FileState state) {
        RowEncoder encoder = target.rows();
        long[] rows = {0};
        table.forEachRow(cells -> {
            rows[0]++;
            if (rows[0] <= state.rows()) {
                return true;
            }
            encoder.beginRow();
            for (int i = 0; i < writers.length; i++) {
                write(i, cells, rows[0], encoder);
            }
            encoder.endRow();
            if (RowTarget.isCheckpointDue(rows[0])) {
                target.checkpoint(new FileState(rows[0], 0, false), new HashMap<>());
            }
            return true;
        });
        target.setAside(new HashMap<>(table.rejected()));
        return new FileState(rows[0], 0, true);
    }

    private void write(int column, @Nullable Object[] cells, long row, RowEncoder encoder) {
        int position = positions[column];
        if (position < 0) {
            target.writeMissing(column, row);
        } else {
            writers[column].write(position < cells.length ? cells[position] : null, encoder);
        }
    }
}

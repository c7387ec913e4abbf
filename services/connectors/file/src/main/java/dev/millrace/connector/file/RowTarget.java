package dev.millrace.connector.file;

import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.RowEncoder;
import dev.millrace.connector.spi.StreamOutput;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where the rows of a table go.
 *
 * @param columns in the order in which their values are written
 * @param origin which file they are from, where that is told
 * @param states writes how far the table was read as the state of its stream
 * @param pause is called now and then, and may throw to end the read
 */
record RowTarget(
        List<Field> columns,
        StreamOutput output,
        @Nullable Origin origin,
        Function<FileState, String> states,
        Runnable pause) {

    private static final int ROWS_PER_CHECKPOINT = 5_000;

    RowEncoder rows() {
        return output.rows();
    }

    /** Writes a column that the table does not have. */
    void writeMissing(int column, long row) {
        if (origin == null) {
            rows().nullValue();
        } else {
            origin.write(columns.get(column).name(), row, rows());
        }
    }

    /** Whether so many rows call for a checkpoint. */
    static boolean isCheckpointDue(long rows) {
        return rows % ROWS_PER_CHECKPOINT == 0;
    }

    void checkpoint(FileState state, Map<String, Long> setAside) {
        pause.run();
        setAside(setAside);
        output.checkpoint(states.apply(state));
    }

    /** Tells how many rows were set aside, and forgets them. */
    void setAside(Map<String, Long> counts) {
        counts.forEach((reason, count) -> output.setAside(count, reason));
        counts.clear();
    }
}

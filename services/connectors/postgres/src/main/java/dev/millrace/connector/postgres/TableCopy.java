package dev.millrace.connector.postgres;

import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.LogicalType;
import dev.millrace.connector.spi.ReadStoppedException;
import dev.millrace.connector.spi.StreamOutput;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * Copies rows of one table in the binary format. The server casts each value to the type of its column in the destination, so tuples
 * go through as they come; only columns of type json are judged one by one.
 */
final class TableCopy {

    /** Signature, flags and extension length before the first tuple. */
    private static final int HEADER_BYTES = 19;

    private static final String TO_STDOUT = ") to stdout (format binary)";

    /** Is told every tuple that went by. */
    @FunctionalInterface
    interface Watch {
        void passed(byte[] tuple, int offset);
    }

    private final SourceTable table;
    private final List<SourceColumn> columns;
    private final List<Field> fields;
    private final TupleWriter tuples;
    private final BooleanSupplier cancelled;

    /** @param columns the table's, one for each field */
    TableCopy(SourceTable table, List<SourceColumn> columns, List<Field> fields, BooleanSupplier cancelled) {
        this.table = table;
        this.columns = List.copyOf(columns);
        this.fields = List.copyOf(fields);
        this.tuples = new TupleWriter(columns, fields);
        this.cancelled = cancelled;
    }

    /** Looks which rows of the table may be too large. */
    LargeRows largeRows(Connection connection) throws SQLException {
        return LargeRows.of(connection, table, columns);
    }

    /**
     * Writes rows.
     *
     * @param condition what follows the table's name: which rows, and their order; empty for all
     * @return how many there were
     */
    long copy(Connection connection, LargeRows largeRows, String condition, StreamOutput output, Watch watch)
            throws SQLException {
        CopyOut copy =
                connection.unwrap(PGConnection.class).getCopyAPI().copyOut(query(largeRows) + condition + TO_STDOUT);
        try {
            return write(copy, output, watch);
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private long write(CopyOut copy, StreamOutput output, Watch watch) throws SQLException {
        boolean first = true;
        long rows = 0;
        for (byte[] message = copy.readFromCopy(); message != null; message = copy.readFromCopy()) {
            int offset = first ? HEADER_BYTES : 0;
            first = false;
            // The trailer is a field count of -1; the header may come alone.
            if (message.length - offset < 2 || message[offset] == -1) {
                continue;
            }
            if (cancelled.getAsBoolean()) {
                throw new ReadStoppedException();
            }
            tuples.write(message, offset, output.rows());
            rows++;
            watch.passed(message, offset);
        }
        return rows;
    }

    private String query(LargeRows largeRows) {
        StringBuilder sql = new StringBuilder("copy (select ");
        for (int i = 0; i < columns.size(); i++) {
            SourceColumn column = columns.get(i);
            LogicalType type = fields.get(i).logicalType();
            sql.append(largeRows.guarded(column, column.expression(type))).append(", ");
        }
        return sql.append(largeRows.names())
                .append(" from ")
                .append(largeRows.from(table))
                .toString();
    }
}

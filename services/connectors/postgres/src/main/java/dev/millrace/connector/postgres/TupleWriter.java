package dev.millrace.connector.postgres;

import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.LogicalType;
import dev.millrace.connector.spi.RowEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes tuples that the server gave, of the columns and then the names of values that it kept, as rows. */
final class TupleWriter {

    private final List<SourceColumn> columns;
    private final LogicalType[] targets;
    private final boolean[] judged;
    private final boolean anyJudged;

    /** @param targets the types that the values were asked for, by column */
    TupleWriter(List<SourceColumn> columns, List<Field> targets) {
        this.columns = List.copyOf(columns);
        this.targets = targets.stream().map(Field::logicalType).toArray(LogicalType[]::new);
        this.judged = new boolean[columns.size()];
        boolean any = false;
        for (int i = 0; i < judged.length; i++) {
            judged[i] = columns.get(i).isJudged(this.targets[i]);
            any |= judged[i];
        }
        this.anyJudged = any;
    }

    /** Writes a tuple that begins at a position of a message and ends with it. */
    void write(byte[] message, int offset, RowEncoder row) {
        if (anyJudged || namesLongValues(message)) {
            writeValues(message, offset, row);
            row.endRow();
        } else {
            row.tuple(message, offset, message.length - offset);
        }
    }

    /** Writes a tuple that the source has deleted, of which the key is enough. */
    void writeDeleted(byte[] message, int offset, RowEncoder row) {
        writeValues(message, offset, row);
        row.endDeletedRow();
    }

    /** The last field is null, which is a length of -1, but in rows that are too large. */
    private static boolean namesLongValues(byte[] tuple) {
        return ByteBuffer.wrap(tuple).getInt(tuple.length - Integer.BYTES) != -1;
    }

    private void writeValues(byte[] tuple, int offset, RowEncoder row) {
        List<String> longValues = TupleWalk.field(tuple, offset, columns.size())
                .map(LargeRows::parse)
                .orElse(List.of());
        ByteBuffer buffer = ByteBuffer.wrap(tuple);
        buffer.position(offset + 2);
        row.beginRow();
        for (int i = 0; i < targets.length; i++) {
            int length = buffer.getInt();
            if (length < 0) {
                if (longValues.contains(columns.get(i).name())) {
                    row.unfitValue(LargeRows.REASON, null);
                } else {
                    row.nullValue();
                }
                continue;
            }
            int from = buffer.position();
            if (!judged[i]) {
                row.encodedValue(tuple, from, length);
            } else if (targets[i].kind() == LogicalType.Kind.JSON) {
                row.jsonValue(tuple, from, length);
            } else {
                CastValue.write(new String(tuple, from, length, StandardCharsets.UTF_8), targets[i], row);
            }
            buffer.position(from + length);
        }
    }
}

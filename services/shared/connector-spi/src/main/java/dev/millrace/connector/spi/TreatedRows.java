package dev.millrace.connector.spi;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Applies the treatments of columns to a tuple that is written already. */
final class TreatedRows {

    private static final int LENGTH_BYTES = 4;
    private static final int FIELD_COUNT_BYTES = 2;

    private final @Nullable ValueTreatment[] treatments;
    private final ByteArrayOutputStream treated = new ByteArrayOutputStream();

    TreatedRows(RowForm form) {
        this.treatments = form.columns().stream()
                .map(column -> form.treatments().get(column.name()))
                .toArray(ValueTreatment[]::new);
    }

    boolean isTreated(int column) {
        return treatments[column] != null;
    }

    /** Treats the values of the last tuple, which begins at a position and may become longer. */
    void treat(BinaryTuples tuples, int rowStart) {
        byte[] bytes = tuples.bytes();
        ByteBuffer row = ByteBuffer.wrap(bytes, rowStart, tuples.position() - rowStart);
        treated.reset();
        copy(bytes, row, FIELD_COUNT_BYTES);
        for (ValueTreatment treatment : treatments) {
            int length = row.getInt(row.position());
            if (treatment == null || length < 0) {
                copy(bytes, row, LENGTH_BYTES + Math.max(0, length));
                continue;
            }
            int from = row.position() + LENGTH_BYTES;
            byte[] value = treatment.apply(Arrays.copyOfRange(bytes, from, from + length));
            treated.writeBytes(
                    ByteBuffer.allocate(LENGTH_BYTES).putInt(value.length).array());
            treated.writeBytes(value);
            row.position(from + length);
        }
        copy(bytes, row, row.remaining());
        tuples.moveTo(rowStart);
        tuples.raw(treated.toByteArray(), 0, treated.size());
    }

    private void copy(byte[] bytes, ByteBuffer row, int length) {
        treated.write(bytes, row.position(), length);
        row.position(row.position() + length);
    }
}

package dev.millrace.connector.testkit;

import dev.millrace.connector.spi.BufferPool;
import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.MessageSink;
import dev.millrace.connector.spi.ReadStoppedException;
import dev.millrace.connector.spi.RowForm;
import dev.millrace.connector.spi.StreamMessage;
import dev.millrace.connector.spi.StreamOutput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes what a source writes of one stream and keeps it as objects. */
public final class CollectedStream implements MessageSink {

    /** A checkpoint and how many rows it covers. */
    public record Mark(String state, int rows) {}

    private final TupleReader reader;
    private final StreamOutput output;
    private final List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    private final List<Mark> marks = new ArrayList<>();
    private final Map<String, Long> setAside = new LinkedHashMap<>();
    private long valuesSetAside;
    private int stopAfterRows = Integer.MAX_VALUE;

    /** A collector of rows with these columns. */
    public CollectedStream(List<Field> columns) {
        reader = new TupleReader(columns);
        output = new StreamOutput(RowForm.of(columns), new BufferPool(3), this);
    }

    /** Where the source writes. */
    public StreamOutput output() {
        return output;
    }

    /** From the batch that passes this many rows on, the source is told that no more is wanted. */
    public void stopAfter(int count) {
        stopAfterRows = count;
    }

    @Override
    public synchronized void accept(StreamMessage message) {
        if (rows.size() >= stopAfterRows) {
            throw new ReadStoppedException();
        }
        switch (message) {
            case StreamMessage.RowBatch batch -> {
                List<Map<String, @Nullable Object>> read = reader.read(batch);
                if (read.size() != batch.rows()) {
                    throw new AssertionError("a batch of " + read.size() + " rows that says " + batch.rows());
                }
                rows.addAll(read);
                valuesSetAside += batch.valuesSetAside();
                batch.release();
            }
            case StreamMessage.Checkpoint checkpoint -> marks.add(new Mark(checkpoint.state(), rows.size()));
            case StreamMessage.RowsSetAside aside -> setAside.merge(aside.reason(), aside.rows(), Long::sum);
        }
    }

    /** The rows so far. */
    public List<Map<String, @Nullable Object>> rows() {
        return rows;
    }

    /** The checkpoints so far. */
    public List<Mark> marks() {
        return marks;
    }

    /** Rows set aside, by reason. */
    public Map<String, Long> setAside() {
        return setAside;
    }

    /** Values that did not fit their column. */
    public long valuesSetAside() {
        return valuesSetAside;
    }

    /** The values of one column. */
    public List<@Nullable Object> values(String column) {
        List<@Nullable Object> values = new ArrayList<>();
        for (Map<String, @Nullable Object> row : rows) {
            values.add(row.get(column));
        }
        return values;
    }
}

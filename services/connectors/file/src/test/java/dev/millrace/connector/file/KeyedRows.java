package dev.millrace.connector.file;

import dev.millrace.connector.spi.BufferPool;
import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.MessageSink;
import dev.millrace.connector.spi.ReadRequest;
import dev.millrace.connector.spi.RowForm;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.connector.spi.Stream;
import dev.millrace.connector.spi.StreamMessage;
import dev.millrace.connector.spi.StreamOutput;
import dev.millrace.connector.spi.StreamWidenedException;
import dev.millrace.connector.testkit.TupleReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a table has that is kept by its key: rows are replaced and deleted, and a state is kept, as a warehouse does. */
final class KeyedRows implements MessageSink {

    private final Map<List<@Nullable Object>, Map<String, @Nullable Object>> rows = new LinkedHashMap<>();
    private final Map<String, Long> setAside = new LinkedHashMap<>();
    private TupleReader reader = new TupleReader(List.of(), true);
    private List<String> key = List.of();
    private @Nullable String state;
    private final List<Map<String, @Nullable Object>> uncommitted = new ArrayList<>();
    private int written;
    private int failAfterRows = Integer.MAX_VALUE;

    /** Reads a stream from where it was left, as a sync does. */
    void sync(SourceSession session, String name) {
        Stream stream = session.discover().stream(name);
        try {
            read(session, stream);
        } catch (StreamWidenedException e) {
            rows.clear();
            state = null;
            read(session, e.stream());
        }
    }

    private void read(SourceSession session, Stream stream) {
        key = stream.primaryKey();
        reader = new TupleReader(stream.fields(), true);
        written = 0;
        setAside.clear();
        StreamOutput output = new StreamOutput(new RowForm(stream.fields(), Map.of(), true), new BufferPool(3), this);
        session.read(
                new ReadRequest(stream.name(), stream.fields(), key, null, Duration.ZERO, null, state, true), output);
        output.flush();
    }

    /** Fails with the first batch behind so many rows. */
    void failAfter(int count) {
        failAfterRows = count;
    }

    @Override
    public void accept(StreamMessage message) {
        switch (message) {
            case StreamMessage.RowBatch batch -> {
                uncommitted.addAll(reader.read(batch));
                written += batch.rows();
                batch.release();
                if (written >= failAfterRows) {
                    failAfterRows = Integer.MAX_VALUE;
                    uncommitted.clear();
                    throw new IllegalStateException("killed");
                }
            }
            case StreamMessage.Checkpoint checkpoint -> {
                uncommitted.forEach(this::keep);
                uncommitted.clear();
                state = checkpoint.state();
            }
            case StreamMessage.RowsSetAside aside -> setAside.merge(aside.reason(), aside.rows(), Long::sum);
        }
    }

    private void keep(Map<String, @Nullable Object> row) {
        List<@Nullable Object> identity = new ArrayList<>();
        key.forEach(name -> identity.add(row.get(name)));
        if (Boolean.TRUE.equals(row.get(TupleReader.DELETED))) {
            rows.remove(identity);
        } else {
            rows.put(identity, row);
        }
    }

    /** How many rows the last sync wrote, deleted ones among them. */
    int written() {
        return written;
    }

    Map<String, Long> setAside() {
        return setAside;
    }

    @Nullable
    String state() {
        return state;
    }

    /** The values of a column, by file and row. */
    List<@Nullable Object> values(String column) {
        List<@Nullable Object> values = new ArrayList<>();
        rows.values().forEach(row -> values.add(row.get(column)));
        return values;
    }

    static List<String> types(Stream stream) {
        return stream.fields().stream().map(Field::type).toList();
    }
}

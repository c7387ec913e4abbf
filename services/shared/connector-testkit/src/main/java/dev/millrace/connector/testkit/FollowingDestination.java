package dev.millrace.connector.testkit;

import dev.millrace.connector.spi.BufferPool;
import dev.millrace.connector.spi.ReadRequest;
import dev.millrace.connector.spi.ReadStoppedException;
import dev.millrace.connector.spi.RowForm;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.connector.spi.Stream;
import dev.millrace.connector.spi.StreamMessage;
import dev.millrace.connector.spi.StreamOutput;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a destination would hold of a stream that is followed: by its key, every row as it was given last. */
public final class FollowingDestination {

    private final Map<String, Map<String, @Nullable Object>> rows = new LinkedHashMap<>();
    private final List<String> primaryKey;
    private final TupleReader reader;
    private final StreamOutput output;
    private @Nullable String state;
    private int checkpointsUntilStop = Integer.MAX_VALUE;

    /** Without rows yet. */
    public FollowingDestination(Stream stream) {
        primaryKey = stream.primaryKey();
        reader = new TupleReader(stream.fields(), true);
        output = new StreamOutput(new RowForm(stream.fields(), Map.of(), true), new BufferPool(3), this::accept);
    }

    /** Tells the source at this checkpoint, counted from one, that no more is wanted; afterwards everything is again. */
    public void stopAtCheckpoint(int count) {
        checkpointsUntilStop = count;
    }

    private synchronized void accept(StreamMessage message) {
        switch (message) {
            case StreamMessage.RowBatch batch -> {
                for (Map<String, @Nullable Object> row : reader.read(batch)) {
                    String key = primaryKey.stream()
                            .map(name -> String.valueOf(row.get(name)))
                            .collect(Collectors.joining(", "));
                    if (Boolean.TRUE.equals(row.remove(TupleReader.DELETED))) {
                        rows.remove(key);
                    } else {
                        rows.put(key, row);
                    }
                }
                batch.release();
            }
            case StreamMessage.Checkpoint checkpoint -> {
                state = checkpoint.state();
                if (--checkpointsUntilStop == 0) {
                    checkpointsUntilStop = Integer.MAX_VALUE;
                    throw new ReadStoppedException();
                }
            }
            case StreamMessage.RowsSetAside aside -> throw new AssertionError(aside.reason());
        }
    }

    /** The rows by the texts of their keys, which a comma separates. */
    public Map<String, Map<String, @Nullable Object>> rows() {
        return rows;
    }

    /** Reads on from where the last sync ended. */
    public void sync(SourceSession session, Stream stream) {
        session.read(
                new ReadRequest(
                        stream.name(), stream.fields(), stream.primaryKey(), null, Duration.ZERO, null, state, true),
                output);
        output.flush();
    }

    /** How far the stream is. */
    public String state() {
        return String.valueOf(state);
    }
}

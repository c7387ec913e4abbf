package dev.millrace.connector.postgres;

import dev.millrace.connector.spi.BufferPool;
import dev.millrace.connector.spi.ReadRequest;
import dev.millrace.connector.spi.RowForm;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.connector.spi.Stream;
import dev.millrace.connector.spi.StreamMessage;
import dev.millrace.connector.spi.StreamOutput;
import dev.millrace.connector.testkit.TupleReader;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a destination would hold: by its key, every row as it was given last. */
final class FollowingDestination {

    final Map<Object, Map<String, @Nullable Object>> rows = new LinkedHashMap<>();
    private final TupleReader reader;
    private final StreamOutput output;
    private @Nullable String state;

    FollowingDestination(Stream stream) {
        reader = new TupleReader(stream.fields(), true);
        output = new StreamOutput(new RowForm(stream.fields(), Map.of(), true), new BufferPool(3), this::accept);
    }

    private void accept(StreamMessage message) {
        switch (message) {
            case StreamMessage.RowBatch batch -> {
                for (Map<String, @Nullable Object> row : reader.read(batch.buffer(), batch.length())) {
                    Object key = String.valueOf(row.get("id"));
                    if (Boolean.TRUE.equals(row.remove(TupleReader.DELETED))) {
                        rows.remove(key);
                    } else {
                        rows.put(key, row);
                    }
                }
                batch.release();
            }
            case StreamMessage.Checkpoint checkpoint -> state = checkpoint.state();
            case StreamMessage.RowsSetAside aside -> throw new AssertionError(aside.reason());
        }
    }

    void sync(SourceSession session, Stream stream) {
        session.read(
                new ReadRequest(
                        stream.name(), stream.fields(), stream.primaryKey(), null, Duration.ZERO, null, state, true),
                output);
        output.flush();
    }

    String state() {
        return String.valueOf(state);
    }
}

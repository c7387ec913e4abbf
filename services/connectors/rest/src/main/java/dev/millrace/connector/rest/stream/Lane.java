package dev.millrace.connector.rest.stream;

import dev.millrace.connector.rest.http.Seats;
import dev.millrace.connector.rest.slice.StreamSlice;
import dev.millrace.connector.spi.ReadStoppedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A slice that is read in a thread of its own, a little ahead of whoever takes its records. What it holds is bounded. */
final class Lane {

    private static final int BATCH = 100;
    private static final int BATCHES = 4;

    /** Behind the last batch. */
    private static final List<Map<String, Object>> END = List.of();

    private final StreamSlice slice;
    private final BlockingQueue<List<Map<String, Object>>> queue = new ArrayBlockingQueue<>(BATCHES);
    private final Future<?> reader;

    Lane(StreamSlice slice, Retriever retriever, Seats seats) {
        this.slice = slice;
        this.reader = seats.submit(() -> {
            try {
                retriever.read(slice, new Batches());
            } finally {
                put(END);
            }
            return null;
        });
    }

    StreamSlice slice() {
        return slice;
    }

    private void put(List<Map<String, Object>> batch) {
        try {
            queue.put(batch);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReadStoppedException();
        }
    }

    private final class Batches implements RecordSink {
        private List<Map<String, Object>> batch = new ArrayList<>(BATCH);

        @Override
        public void accept(Map<String, Object> record) {
            batch.add(record);
            if (batch.size() == BATCH) {
                pageEnd();
            }
        }

        @Override
        public void pageEnd() {
            if (!batch.isEmpty()) {
                put(batch);
                batch = new ArrayList<>(BATCH);
            }
        }
    }

    /** Gives the records, and returns when the slice has been read; fails as the reader failed, after the records before that. */
    void drain(Consumer<Map<String, Object>> records) {
        try {
            for (List<Map<String, Object>> batch = queue.take(); !batch.isEmpty(); batch = queue.take()) {
                batch.forEach(records);
            }
            reader.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReadStoppedException();
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        }
    }

    static RuntimeException rethrown(@Nullable Throwable cause) {
        return switch (cause) {
            case RuntimeException failure -> failure;
            case Error error -> throw error;
            case null -> new IllegalStateException("a reader failed without saying why");
            default -> new IllegalStateException(cause);
        };
    }

    void cancel() {
        reader.cancel(true);
    }
}

package dev.millrace.syncworker;

import dev.millrace.connector.spi.BufferPool;
import dev.millrace.connector.spi.MessageSink;
import dev.millrace.connector.spi.ReadRequest;
import dev.millrace.connector.spi.ReadStoppedException;
import dev.millrace.connector.spi.RowForm;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.connector.spi.StreamMessage;
import dev.millrace.connector.spi.StreamOutput;
import dev.millrace.connector.spi.ValueTreatment;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.syncworker.warehouse.LoadTotals;
import dev.millrace.syncworker.warehouse.StreamLoad;
import dev.millrace.work.StreamState;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Moves one stream: a thread of its own reads and encodes, the run's thread writes, and between them is a short queue. Its
 * length and the pool of buffers bound what is held in memory, whatever the stream's size.
 */
final class StreamSync implements MessageSink {

    /** Buffers of 320 KiB that go round. */
    private static final int BUFFERS = 6;

    private static final int QUEUE_LENGTH = 16;
    private static final Duration HAND_BACK_PATIENCE = Duration.ofSeconds(8);
    private static final Duration SILENCE_ALLOWED = Duration.ofMinutes(15);
    private static final Duration JOIN_PATIENCE = Duration.ofSeconds(10);

    /** The reader is done, well or not. */
    private record End(@Nullable RuntimeException failure) {}

    private final BlockingQueue<Object> queue = new ArrayBlockingQueue<>(QUEUE_LENGTH);
    private final SourceSession session;
    private final StreamLoad load;
    private final RowForm form;
    private final ReadRequest request;
    private final RunReport report;
    private final StopSignal stop;
    private volatile boolean stopped;
    private boolean readerEnded;
    private long bytes;

    StreamSync(
            SourceSession session,
            StreamLoad load,
            Map<String, ValueTreatment> treatments,
            ReadRequest request,
            RunReport report,
            StopSignal stop) {
        this.session = session;
        this.load = load;
        this.form = new RowForm(load.columns(), treatments, load.marksDeletedRows());
        this.request = request;
        this.report = report;
        this.stop = stop;
    }

    /**
     * Reads and loads the stream to its end.
     *
     * @throws RunStoppedException when the run has to stop
     */
    LoadTotals run() {
        report.stream(
                request.stream(),
                StreamState.RUNNING,
                load.read(),
                load.committed().rowsLoaded(),
                0);
        // A platform thread: a connector may call native code, which would hold on to a carrier of virtual threads.
        Thread reader =
                Thread.ofPlatform().daemon().name("read-" + request.stream()).start(this::read);
        boolean whole = false;
        try {
            write();
            LoadTotals totals = load.finish();
            whole = true;
            report.stream(request.stream(), StreamState.SUCCEEDED, totals, totals.rowsLoaded(), bytes);
            return totals;
        } finally {
            if (!whole) {
                // A session whose read has ended by itself may be of further use.
                if (!readerEnded) {
                    endReader(reader);
                }
                load.abort();
            }
        }
    }

    private void read() {
        RuntimeException failure = null;
        try {
            StreamOutput output = new StreamOutput(form, new BufferPool(BUFFERS), this);
            session.read(request, output);
            output.flush();
        } catch (RuntimeException e) {
            failure = e;
        }
        try {
            queue.put(new End(failure));
        } catch (InterruptedException e) {
            // The writer has gone: nobody waits for the end.
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void accept(StreamMessage message) {
        if (stopped) {
            throw new ReadStoppedException();
        }
        try {
            queue.put(message);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReadStoppedException();
        }
    }

    private void write() {
        long lastHeardNanos = System.nanoTime();
        while (true) {
            Object next = poll();
            if (stop.isAtOnce() || isHandBackOverdue()) {
                throw new RunStoppedException();
            }
            if (next == null) {
                if (System.nanoTime() - lastHeardNanos > SILENCE_ALLOWED.toNanos()) {
                    throw new MillraceException(
                            ErrorCode.SOURCE_TIMED_OUT,
                            "\"" + request.stream() + "\" gave nothing for " + SILENCE_ALLOWED.toMinutes()
                                    + " minutes. It is tried again from the last checkpoint.");
                }
                continue;
            }
            lastHeardNanos = System.nanoTime();
            switch (next) {
                case End end -> {
                    readerEnded = true;
                    RuntimeException failure = end.failure();
                    if (failure != null) {
                        throw failure;
                    }
                    return;
                }
                case StreamMessage message -> take(message);
                default -> throw new IllegalStateException("unknown message");
            }
        }
    }

    private void take(StreamMessage message) {
        if (message instanceof StreamMessage.RowBatch batch) {
            bytes += batch.length();
        }
        if (message instanceof StreamMessage.RowsSetAside aside) {
            report.setAside(request.stream(), aside.reason(), aside.rows());
            report.warn(
                    aside.rows() + (aside.rows() == 1 ? " row was" : " rows were") + " set aside: " + aside.reason());
        }
        load.accept(message);
        report.stream(
                request.stream(),
                StreamState.RUNNING,
                load.read(),
                load.committed().rowsLoaded(),
                bytes);
        if (message instanceof StreamMessage.Checkpoint && stop.isGiven()) {
            load.commitCheckpoint();
            throw new RunStoppedException();
        }
    }

    private boolean isHandBackOverdue() {
        return stop.isGiven() && stop.nanosSinceGiven() > HAND_BACK_PATIENCE.toNanos();
    }

    private @Nullable Object poll() {
        try {
            return queue.poll(100, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunStoppedException();
        }
    }

    private void endReader(Thread reader) {
        stopped = true;
        session.cancel();
        reader.interrupt();
        queue.clear();
        try {
            if (!reader.join(JOIN_PATIENCE)) {
                report.warn("The source took longer than " + JOIN_PATIENCE.toSeconds() + " s to stop.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

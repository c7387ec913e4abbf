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
    /** After so long without a message the source is waited for. */
    private static final Duration POLL = Duration.ofMillis(100);

    private static final Duration POLL_WHERE_PLACES_ARE_WANTED = Duration.ofMillis(5);
    private static final Duration POLL_WITHOUT_PLACE = Duration.ofSeconds(2);
    private static final Duration HAND_BACK_PATIENCE = Duration.ofSeconds(8);
    private static final Duration SILENCE_ALLOWED = Duration.ofMinutes(15);
    private static final Duration JOIN_PATIENCE = Duration.ofSeconds(10);

    /** The reader is done, well or not. */
    private record End(@Nullable RuntimeException failure) {}

    /** The reader has rows, and waits for a writer. */
    private record Knock() {}

    private final BlockingQueue<Object> queue = new ArrayBlockingQueue<>(QUEUE_LENGTH);
    private final SourceSession session;
    private final LettingGo lettingGo;
    private final Gate gate = new Gate();
    private final BufferPool buffers = new BufferPool(BUFFERS);
    private final RowForm form;
    private final ReadRequest request;
    private final RunReport report;
    private final StopSignal stop;
    private @Nullable StreamLoad load;
    private @Nullable String committedState;
    private volatile boolean stopped;
    private boolean readerEnded;
    private long bytes;

    StreamSync(
            SourceSession session,
            StreamLoad load,
            Map<String, ValueTreatment> treatments,
            ReadRequest request,
            RunReport report,
            StopSignal stop,
            LettingGo lettingGo) {
        this.session = session;
        this.load = load;
        this.form = new RowForm(load.columns(), treatments, load.marksDeletedRows());
        this.request = request;
        this.report = report;
        this.stop = stop;
        this.lettingGo = lettingGo;
    }

    /**
     * Reads and loads the stream to its end; has nothing left to do when an earlier attempt has done so.
     *
     * @throws RunStoppedException when the run has to stop
     */
    LoadTotals run() {
        if (taken().alreadyComplete()) {
            return finish();
        }
        tell(taken());
        Thread reader = readerThread().start(this::read);
        boolean whole = false;
        try {
            write();
            LoadTotals totals = finish();
            whole = true;
            return totals;
        } finally {
            if (!whole) {
                // A session whose read has ended by itself may be of further use.
                if (!readerEnded) {
                    endReader(reader);
                }
                StreamLoad present = load;
                if (present != null) {
                    present.abort();
                }
            }
        }
    }

    private LoadTotals finish() {
        StreamLoad load = taken();
        LoadTotals totals = load.finish();
        committedState = load.committedState();
        report.stream(request.stream(), StreamState.SUCCEEDED, totals, totals.rowsLoaded(), bytes);
        return totals;
    }

    String stream() {
        return request.stream();
    }

    /** What is committed of the source's state, once all is loaded. */
    @Nullable
    String committedState() {
        return committedState;
    }

    private Thread.Builder readerThread() {
        String name = "read-" + request.stream();
        // Mostly a platform thread: a connector may call native code, which would hold on to a carrier of virtual
        // threads.
        return lettingGo.isPossible()
                ? Thread.ofVirtual().name(name)
                : Thread.ofPlatform().daemon().name(name);
    }

    private void read() {
        RuntimeException failure = null;
        try {
            StreamOutput output = new StreamOutput(form, buffers, this);
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

    @Override
    public void awaitWriter() {
        if (gate.isOpen()) {
            return;
        }
        try {
            queue.put(new Knock());
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReadStoppedException();
        }
    }

    private void write() {
        long lastHeardNanos = System.nanoTime();
        while (true) {
            Object next = poll();
            if (stop.isAtOnce() || isHandBackOverdue() || (stop.isGiven() && !gate.isOpen())) {
                throw new RunStoppedException();
            }
            if (next == null) {
                if (System.nanoTime() - lastHeardNanos > SILENCE_ALLOWED.toNanos()) {
                    throw new MillraceException(
                            ErrorCode.SOURCE_TIMED_OUT,
                            "\"" + request.stream() + "\" gave nothing for " + SILENCE_ALLOWED.toMinutes()
                                    + " minutes. It is tried again from the last checkpoint.");
                }
                letGoIfWanted();
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
                case Knock ignored -> tell(taken());
                case StreamMessage message -> take(message);
                default -> throw new IllegalStateException("unknown message");
            }
        }
    }

    /** Whoever waits for rows needs neither a place nor a connection, when all that came is committed. */
    private void letGoIfWanted() {
        StreamLoad present = load;
        if (present != null && lettingGo.isWanted() && present.commitIfAtCheckpoint()) {
            gate.close();
            load = null;
            buffers.trim();
            lettingGo.letGo();
        }
    }

    private StreamLoad taken() {
        StreamLoad present = load;
        if (present == null) {
            present = lettingGo.takeUp();
            load = present;
            gate.open();
        }
        return present;
    }

    private void tell(StreamLoad load) {
        report.stream(
                request.stream(),
                StreamState.RUNNING,
                load.read(),
                load.committed().rowsLoaded(),
                bytes);
    }

    private void take(StreamMessage message) {
        StreamLoad load = taken();
        if (message instanceof StreamMessage.RowBatch batch) {
            bytes += batch.length();
        }
        if (message instanceof StreamMessage.RowsSetAside aside) {
            report.setAside(request.stream(), aside.reason(), aside.rows());
            report.warn(
                    aside.rows() + (aside.rows() == 1 ? " row was" : " rows were") + " set aside: " + aside.reason());
        }
        load.accept(message);
        tell(load);
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
            return queue.poll(patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunStoppedException();
        }
    }

    private Duration patience() {
        if (!gate.isOpen()) {
            return POLL_WITHOUT_PLACE;
        }
        return lettingGo.isWanted() ? POLL_WHERE_PLACES_ARE_WANTED : POLL;
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

package dev.millrace.syncworker;

import dev.millrace.connector.spi.Catalog;
import dev.millrace.connector.spi.ReadRequest;
import dev.millrace.connector.spi.ReadStoppedException;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.connector.spi.StreamOutput;
import dev.millrace.work.ConfiguredStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * A session whose first stream is prepared in a thread of its own from the beginning, while its worker asks for the destination and
 * opens it. Whatever is asked of the session waits for that.
 */
final class PreparedSession implements SourceSession {

    private final SourceSession session;
    private final CompletableFuture<Void> prepared;

    private PreparedSession(SourceSession session, String stream) {
        this.session = session;
        // A connector may call native code, which would hold on to a carrier of virtual threads.
        this.prepared = CompletableFuture.runAsync(
                () -> session.prepare(stream),
                task -> Thread.ofPlatform().daemon().name("prepare-" + stream).start(task));
    }

    /**
     * Begins.
     *
     * @param streams of the run, the first of which is read first
     */
    static SourceSession of(SourceSession session, List<ConfiguredStream> streams) {
        return streams.isEmpty()
                ? session
                : new PreparedSession(session, streams.getFirst().name());
    }

    private SourceSession awaited() {
        try {
            prepared.get();
            return session;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReadStoppedException();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e);
        }
    }

    @Override
    public void check() {
        awaited().check();
    }

    @Override
    public Catalog discover() {
        return awaited().discover();
    }

    @Override
    public void read(ReadRequest request, StreamOutput output) {
        awaited().read(request, output);
    }

    @Override
    public void committed(Map<String, String> states) {
        session.committed(states);
    }

    @Override
    public void cancel() {
        session.cancel();
    }

    @Override
    public void close() {
        if (!prepared.isDone()) {
            session.cancel();
            prepared.exceptionally(failure -> null).join();
        }
        session.close();
    }
}

package dev.millrace.syncworker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.connector.spi.Catalog;
import dev.millrace.connector.spi.ReadRequest;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.connector.spi.StreamOutput;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.work.ConfiguredStream;
import dev.millrace.work.SyncMode;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class PreparedSessionTest {

    private static final List<ConfiguredStream> STREAMS =
            List.of(ConfiguredStream.of("orders", SyncMode.FULL_REFRESH_OVERWRITE, List.of(), null, "orders"));

    private final CountDownLatch go = new CountDownLatch(1);
    private final CountDownLatch begun = new CountDownLatch(1);

    /** Prepares until it may go on, or is cancelled. */
    private class Waiting implements SourceSession {

        private volatile String preparedStream = "";
        private volatile boolean closed;
        private volatile boolean closedWhilePreparing;

        @Override
        public void prepare(String stream) {
            begun.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            closedWhilePreparing = closed;
            preparedStream = stream;
        }

        @Override
        public void check() {}

        @Override
        public Catalog discover() {
            assertThat(preparedStream).isEqualTo("orders");
            return new Catalog(List.of());
        }

        @Override
        public void read(ReadRequest request, StreamOutput output) {}

        @Override
        public void cancel() {
            go.countDown();
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void theFirstStreamIsPreparedAtOnceAndWhatIsAskedWaitsForIt() throws Exception {
        try (SourceSession session = PreparedSession.of(new Waiting(), STREAMS)) {
            begun.await();
            Thread.ofVirtual().start(go::countDown);
            assertThat(session.discover().streams()).isEmpty();
        }
    }

    @Test
    void whatPreparingThrowsIsThrownToWhoeverReads() {
        MillraceException unreadable = new MillraceException(ErrorCode.SOURCE_UNREADABLE, "no table");
        SourceSession failing = new Waiting() {
            @Override
            public void prepare(String stream) {
                throw unreadable;
            }
        };
        try (SourceSession session = PreparedSession.of(failing, STREAMS)) {
            assertThatThrownBy(session::discover).isSameAs(unreadable);
        }
    }

    @Test
    void closingEndsThePreparationAndThenTheSession() throws Exception {
        Waiting waiting = new Waiting();
        SourceSession session = PreparedSession.of(waiting, STREAMS);
        begun.await();
        session.close();
        assertThat(waiting.preparedStream).isEqualTo("orders");
        assertThat(waiting.closed).isTrue();
        assertThat(waiting.closedWhilePreparing).isFalse();
    }
}

package dev.millrace.syncworker;

import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.work.ClaimedRun;
import dev.millrace.work.LogEntry;
import dev.millrace.work.ProgressReport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Tells the control plane how far a run is, which renews its lease, and hears whether it shall stop. When no report has
 * got through for as long as the lease holds, another attempt may have begun, so the run counts as fenced.
 */
final class ProgressReporter implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ProgressReporter.class);

    private final ControlPlane controlPlane;
    private final ClaimedRun run;
    private final RunReport report;
    private final StopSignal stop;
    private final Supplier<Duration> interval;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    ProgressReporter(
            ControlPlane controlPlane, ClaimedRun run, RunReport report, StopSignal stop, Supplier<Duration> interval) {
        this.controlPlane = controlPlane;
        this.run = run;
        this.report = report;
        this.stop = stop;
        this.interval = interval;
        this.thread = Thread.ofVirtual().name("progress-" + run.runId()).start(this::reportUntilClosed);
    }

    private void reportUntilClosed() {
        long lastHeardNanos = System.nanoTime();
        while (closed.getCount() > 0) {
            List<LogEntry> lines = report.takeLines();
            try {
                boolean cancelRequested = controlPlane
                        .progress(run.runId(), new ProgressReport(run.fencingToken(), report.streams(), lines))
                        .cancelRequested();
                lastHeardNanos = System.nanoTime();
                if (cancelRequested) {
                    stop.give(StopSignal.Reason.CANCEL);
                }
            } catch (MillraceException e) {
                report.putBack(lines);
                boolean lapsed =
                        System.nanoTime() - lastHeardNanos > run.lease().toNanos();
                if (e.code() == ErrorCode.FENCED || lapsed) {
                    LOG.warnf("run fenced: %s", e.getMessage());
                    stop.give(StopSignal.Reason.FENCED);
                    return;
                }
                LOG.warnf("progress not reported: %s", e.getMessage());
            }
            pause();
        }
    }

    private void pause() {
        try {
            boolean ignored = closed.await(interval.get().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed.countDown();
        }
    }

    /** Stops reporting; no report is under way afterwards. */
    @Override
    public void close() {
        closed.countDown();
        try {
            // A report that is under way is not broken off: its lines would be lost.
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

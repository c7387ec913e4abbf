package dev.millrace.work;

import java.util.List;

/**
 * {@code POST /internal/v1/runs/{run}/progress}: renews the lease, at least three times in its length.
 *
 * @param streams every stream of the run
 * @param log the lines since the last report
 */
public record ProgressReport(long fencingToken, List<StreamProgress> streams, List<LogEntry> log) {

    public ProgressReport {
        streams = List.copyOf(streams);
        log = List.copyOf(log);
    }
}

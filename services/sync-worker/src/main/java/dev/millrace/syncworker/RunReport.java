package dev.millrace.syncworker;

import dev.millrace.connector.spi.SourceLog;
import dev.millrace.syncworker.warehouse.LoadTotals;
import dev.millrace.work.LogEntry;
import dev.millrace.work.SetAside;
import dev.millrace.work.StreamProgress;
import dev.millrace.work.StreamState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a run has to say: how far each stream is, and the lines of its log. Written by the run, read by its reporter. */
final class RunReport implements SourceLog {

    /** More lines than this between two reports are counted, not kept. */
    private static final int MAX_LINES = 500;

    private static final String OTHER_REASONS = "Other reasons, or in an earlier attempt; the log says more";

    private final Map<String, StreamProgress> streams = new LinkedHashMap<>();
    private final Map<String, Map<String, Long>> setAside = new HashMap<>();
    private final List<LogEntry> lines = new ArrayList<>();
    private int dropped;
    private @Nullable String currentStream;

    synchronized void expect(String stream, @Nullable Long rows) {
        streams.put(stream, StreamProgress.waiting(stream, rows));
    }

    synchronized void stream(String stream, StreamState state, LoadTotals read, long rowsLoaded, long bytes) {
        currentStream = state == StreamState.RUNNING ? stream : null;
        StreamProgress before = streams.get(stream);
        streams.put(
                stream,
                new StreamProgress(
                        stream,
                        state,
                        read.rowsRead(),
                        rowsLoaded,
                        read.rowsSetAside(),
                        read.valuesSetAside(),
                        bytes,
                        before == null ? null : before.expectedRows(),
                        reasons(stream, read.rowsSetAside())));
    }

    /** Rows of a stream that are not loaded; counted with the next {@link #stream}. */
    synchronized void setAside(String stream, String reason, long rows) {
        Map<String, Long> known = setAside.computeIfAbsent(stream, name -> new LinkedHashMap<>());
        // One place is kept for all others.
        if (known.containsKey(reason) || known.size() < SetAside.MOST_REASONS - 1) {
            known.merge(reason, rows, Long::sum);
        }
    }

    /** The reasons of so many rows. What no reason is known of is told too: the sum has to be right. */
    private List<SetAside> reasons(String stream, long rows) {
        Map<String, Long> known = setAside.getOrDefault(stream, Map.of());
        long told = known.values().stream().mapToLong(Long::longValue).sum();
        if (told > rows) {
            // It is loaded from the beginning, and its rows are counted again.
            setAside.remove(stream);
            return reasons(stream, rows);
        }
        List<SetAside> reasons = new ArrayList<>();
        known.forEach((reason, count) -> reasons.add(new SetAside(reason, count)));
        if (told < rows) {
            reasons.add(new SetAside(OTHER_REASONS, rows - told));
        }
        return reasons;
    }

    synchronized void failRunningStream() {
        streams.replaceAll((name, progress) -> progress.state() == StreamState.RUNNING ? failed(progress) : progress);
    }

    /** A stream that can't be read, while the others go on. */
    synchronized void failStream(String stream, String message) {
        currentStream = stream;
        streams.computeIfPresent(stream, (name, progress) -> failed(progress));
        error(message);
        currentStream = null;
    }

    private static StreamProgress failed(StreamProgress progress) {
        return new StreamProgress(
                progress.stream(),
                StreamState.FAILED,
                progress.rowsRead(),
                progress.rowsLoaded(),
                progress.rowsSetAside(),
                progress.valuesSetAside(),
                progress.bytesRead(),
                progress.expectedRows(),
                progress.setAside());
    }

    synchronized List<StreamProgress> streams() {
        return List.copyOf(streams.values());
    }

    @Override
    public void info(String message) {
        add(LogEntry.Level.INFO, message);
    }

    @Override
    public void warn(String message) {
        add(LogEntry.Level.WARN, message);
    }

    void error(String message) {
        add(LogEntry.Level.ERROR, message);
    }

    private synchronized void add(LogEntry.Level level, String message) {
        if (lines.size() >= MAX_LINES) {
            dropped++;
            return;
        }
        lines.add(new LogEntry(Instant.now(), level, currentStream, message));
    }

    /** Takes the lines since the last call. */
    synchronized List<LogEntry> takeLines() {
        if (dropped > 0) {
            lines.add(new LogEntry(Instant.now(), LogEntry.Level.WARN, null, dropped + " more lines were left out."));
            dropped = 0;
        }
        List<LogEntry> taken = List.copyOf(lines);
        lines.clear();
        return taken;
    }

    /** Puts lines back that could not be told. */
    synchronized void putBack(List<LogEntry> untold) {
        if (lines.size() + untold.size() <= 2 * MAX_LINES) {
            lines.addAll(0, untold);
        }
    }
}

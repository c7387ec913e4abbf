package dev.millrace.connector.spi.database;

import dev.millrace.connector.spi.ReadStoppedException;
import dev.millrace.connector.spi.StreamOutput;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;

/**
 * Reads a large table by ranges of its key, in rounds: each reader reads a range, and when all have done so everything up to the last
 * key is read, which makes a checkpoint. How many readers there are depends on what they gain.
 */
public final class RangedRead {

    private static final long NANOS = 1_000_000_000;

    /** Reads over a connection of its own. All readers of a table see the same rows. */
    public interface Reader extends AutoCloseable {

        /**
         * Writes the rows of a range, in any order, and flushes nothing.
         *
         * @return how many there were
         */
        long read(KeyRange range, StreamOutput output) throws SQLException;

        /** The first key behind another one; empty when there is none. */
        OptionalLong keyBehind(long key) throws SQLException;

        /** Makes a read in another thread end soon, by whatever exception. */
        void cancel();

        @Override
        void close();
    }

    /** Opens readers. */
    @FunctionalInterface
    public interface Readers {

        /** Another one that sees the same rows as the first; empty when there can't be one. */
        Optional<Reader> another() throws SQLException;
    }

    private record Lane(Reader reader, StreamOutput output) {}

    private final RangeSettings settings;
    private final Readers readers;
    private final ReaderCount count;
    private final List<Lane> lanes = new ArrayList<>();

    public RangedRead(RangeSettings settings, Readers readers) {
        this.settings = settings;
        this.readers = readers;
        this.count = new ReaderCount(settings.mostReaders(), settings.gain());
    }

    /**
     * Reads the rows of all these keys.
     *
     * @param size of the whole table
     * @param first the reader of this thread; stays open
     * @param passed is told a key when all rows up to it are written, to make a checkpoint
     */
    public void read(KeyRange keys, TableSize size, Reader first, StreamOutput output, LongConsumer passed)
            throws SQLException {
        long wantedRows = size.rowsOf(settings.rangeBytes());
        KeyRanges ranges = new KeyRanges(keys, wantedRows);
        lanes.add(new Lane(first, output));
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().daemon().name("read-range-", 2).factory())) {
            while (ranges.hasNext()) {
                List<KeyRange> round = ranges.next(lanes.size());
                long began = System.nanoTime();
                long rows = readRound(round, threads);
                passed.accept(round.getLast().to());
                if (rows > 0) {
                    ranges.had(rows, round.size());
                } else if (ranges.hasNext()) {
                    first.keyBehind(ranges.at()).ifPresent(ranges::skipTo);
                }
                // Sparse keys tell nothing.
                if (rows >= wantedRows * round.size() / 4) {
                    count.had(rows * (double) NANOS / Math.max(1, System.nanoTime() - began));
                    adjustReaders();
                }
            }
        } finally {
            while (lanes.size() > 1) {
                lanes.removeLast().reader().close();
            }
        }
    }

    private long readRound(List<KeyRange> ranges, ExecutorService threads) throws SQLException {
        List<Future<Long>> others = new ArrayList<>();
        for (int i = 1; i < ranges.size(); i++) {
            KeyRange range = ranges.get(i);
            Lane lane = lanes.get(i);
            others.add(threads.submit(() -> readWhole(range, lane)));
        }
        boolean whole = false;
        try {
            long rows = lanes.getFirst()
                    .reader()
                    .read(ranges.getFirst(), lanes.getFirst().output());
            for (Future<Long> other : others) {
                rows += other.get();
            }
            whole = true;
            return rows;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReadStoppedException();
        } catch (ExecutionException e) {
            throw failure(e);
        } finally {
            if (!whole) {
                for (int i = 0; i < others.size(); i++) {
                    lanes.get(i + 1).reader().cancel();
                    others.get(i).cancel(true);
                }
            }
        }
    }

    private static long readWhole(KeyRange range, Lane lane) throws SQLException {
        long rows = lane.reader().read(range, lane.output());
        lane.output().flush();
        return rows;
    }

    private static RuntimeException failure(ExecutionException e) throws SQLException {
        return switch (e.getCause()) {
            case SQLException sql -> throw sql;
            case RuntimeException other -> other;
            case null, default -> new IllegalStateException("a range was not read", e);
        };
    }

    private void adjustReaders() throws SQLException {
        if (count.isOpenForMore() && settings.coresAreIdle().getAsBoolean()) {
            count.tryMore();
            readers.another()
                    .ifPresentOrElse(
                            reader -> lanes.add(
                                    new Lane(reader, lanes.getFirst().output().another())),
                            count::noMore);
        }
        while (lanes.size() > count.count()) {
            lanes.removeLast().reader().close();
        }
    }
}

package dev.millrace.connector.file;

import dev.millrace.connector.file.store.StoredFile;
import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.ReadRequest;
import dev.millrace.connector.spi.RowEncoder;
import dev.millrace.connector.spi.StateLostException;
import dev.millrace.connector.spi.Stream;
import dev.millrace.connector.spi.StreamOutput;
import dev.millrace.connector.spi.StreamWidenedException;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the files of a stream, each in one version, the oldest first. A file that was changed since it was read is read again: its rows
 * take the place of those that they are the same numbers of, and those that it no longer has are told as deleted.
 */
final class StoreRead {

    private static final long ROWS_BETWEEN_FILES = 5_000;
    private static final long CHECKPOINT_NANOS = 1_000_000_000L;

    /** Opens files. */
    interface Files {

        /** Does something with the stream's table of a file, while it is open; the table is null when the file has none of that name. */
        <T> T withTable(StoredFile file, Function<@Nullable Table, T> work);

        /** Remembers that a stream turned out to be wider. */
        void widen(StoreStream wider);
    }

    private final StoreStream stream;
    private final ReadRequest request;
    private final StreamOutput output;
    private final Runnable pause;
    private final Files files;
    private final StoreState state;
    private long rowsSinceCheckpoint;
    private long lastCheckpoint = System.nanoTime();

    StoreRead(StoreStream stream, ReadRequest request, StreamOutput output, Runnable pause, Files files) {
        this.stream = stream;
        this.request = request;
        this.output = output;
        this.pause = pause;
        this.files = files;
        this.state = StoreState.parse(request.state());
    }

    void run() {
        for (StoredFile file : stream.files()) {
            pause.run();
            if (!isRead(file)) {
                read(file);
            }
        }
        output.checkpoint(state.toJson());
    }

    /** A full read has each file once, in whichever version it met. */
    private boolean isRead(StoredFile file) {
        return state.read(file)
                .filter(read -> !request.incremental() || isSame(file, read.version()))
                .isPresent();
    }

    /** A file without versions may have changed at any time. */
    private static boolean isSame(StoredFile file, String version) {
        return !version.isEmpty() && version.equals(file.version());
    }

    private void read(StoredFile file) {
        long earlier = state.read(file).map(StoreState.Read::rows).orElse(0L);
        FileState begin = new FileState(0, 0, false);
        Optional<StoreState.Place> place = state.place(file);
        if (place.isPresent()) {
            FileState begun = place.get().state();
            if (isSame(file, place.get().version())) {
                begin = begun;
            } else if (request.incremental()) {
                earlier = Math.max(earlier, begun.rows());
            } else {
                throw new StateLostException(file.name() + " was changed after a part of it was read. \""
                        + stream.name() + "\" is loaded anew.");
            }
        }
        FileState from = begin;
        long rows = files.withTable(file, table -> table == null ? 0L : rows(table, file, from));
        deleteRest(file, rows, earlier);
        state.finish(file, rows);
        rowsSinceCheckpoint += rows - from.rows();
        if (rowsSinceCheckpoint >= ROWS_BETWEEN_FILES || System.nanoTime() - lastCheckpoint >= CHECKPOINT_NANOS) {
            output.checkpoint(state.toJson());
            rowsSinceCheckpoint = 0;
            lastCheckpoint = System.nanoTime();
        }
    }

    /** Reads the table, and gives how many rows it has in all. */
    private long rows(Table table, StoredFile file, FileState from) {
        RowTarget target =
                new RowTarget(request.columns(), output, new Origin(file), place -> state.toJson(file, place), pause);
        TableProfile own = stream.looked() ? whole(table) : TableProfile.sampledIfLarge(table, Origin.NAMES, pause);
        TableProfile profile = own.within(stream.profile());
        if (!stream.looked() && !(isKnown(own) && profile.fitsInto(request.columns()))) {
            throw new StreamWidenedException(widened());
        }
        FileState end = table instanceof DelimitedText text
                ? new DelimitedRead(
                                text,
                                profile,
                                target,
                                () -> TableProfile.of(table, Origin.NAMES, pause)
                                        .within(stream.profile()),
                                wider -> widened())
                        .read(from)
                : new CellRead(table, profile, target).read(from);
        return end.rows();
    }

    private boolean isKnown(TableProfile own) {
        Set<String> known = new HashSet<>(stream.profile().names());
        return known.containsAll(own.names());
    }

    /** Looks at every byte, so that nothing is left to be surprised by. */
    private TableProfile whole(Table table) {
        if (table instanceof DelimitedText text) {
            try {
                text.correctEncoding();
            } catch (IOException e) {
                throw TableFiles.noRoom(table.name(), e);
            }
        }
        return TableProfile.of(table, Origin.NAMES, pause);
    }

    /** The stream as all files show it that are still to be read. A session says so once, so none may be left out. */
    private Stream widened() {
        TableProfile all = stream.profile();
        for (StoredFile file : stream.files()) {
            if (!isRead(file)) {
                TableProfile before = all;
                all = files.withTable(file, table -> table == null ? before : before.with(whole(table)));
            }
        }
        StoreStream wider = stream.looked(all);
        files.widen(wider);
        return wider.stream();
    }

    /** Tells which rows an earlier version of a file had beyond those of this one. */
    private void deleteRest(StoredFile file, long rows, long earlier) {
        if (!request.primaryKey().equals(Origin.KEY)) {
            return;
        }
        List<Field> columns = request.columns();
        RowEncoder encoder = output.rows();
        Origin origin = new Origin(file);
        for (long row = rows + 1; row <= earlier; row++) {
            encoder.beginRow();
            for (Field column : columns) {
                origin.write(column.name(), row, encoder);
            }
            encoder.endDeletedRow();
        }
    }
}

package dev.millrace.connector.singer;

import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.ReadRequest;
import dev.millrace.connector.spi.SourceLog;
import dev.millrace.connector.spi.Stream;
import dev.millrace.connector.spi.StreamOutput;
import dev.millrace.connector.spi.StreamWidenedException;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One stream of what a tap writes, as it comes. Messages of other streams are theirs, and left alone. */
final class TapRead {

    /** Taps write a STATE behind every record or behind none; a checkpoint hands over a batch, however short. */
    private static final int ROWS_PER_CHECKPOINT = 500;

    private static final long CHECKPOINT_NANOS = 1_000_000_000L;

    private final TapCatalog.TapStream stream;
    private final boolean incremental;
    private final Optional<Path> folder;
    private final StreamOutput output;
    private final SourceLog log;
    private final RecordWriter writer;
    private final RecordFields identity;
    private final MessageParser parser = new MessageParser();
    private boolean described;
    private @Nullable String value;
    private @Nullable Long version;
    private long replaced;
    private int rowsSinceCheckpoint;
    private long lastCheckpoint = System.nanoTime();

    /** @param folder the tap's own, the only one whose files a BATCH may name; none where its files can't be read */
    TapRead(
            TapCatalog.TapStream stream,
            ReadRequest request,
            SingerState state,
            Optional<Path> folder,
            StreamOutput output,
            SourceLog log) {
        this.stream = stream;
        this.incremental = request.cursorField() != null;
        this.folder = folder;
        this.output = output;
        this.log = log;
        this.writer = new RecordWriter(request.columns(), stream.profile(), output.rows());
        this.identity = new RecordFields(stream.profile().key());
        this.value = state.value();
        this.version = state.version();
    }

    /** Reads to the end of the output. */
    void messages(LineReader lines) throws IOException {
        while (lines.next()) {
            take(parser.parse(lines.buffer(), lines.from(), lines.to(), lines.number()), lines.number());
        }
    }

    /** Whether the tap has said what the stream is: one that has it, and was asked for it, does. */
    boolean isDescribed() {
        return described;
    }

    private void take(SingerMessage message, long line) throws IOException {
        switch (message) {
            case SingerMessage.Row row
            when stream.isNamed(row.stream()) -> {
                checkDescribed("RECORD", line);
                write(row, line);
            }
            case SingerMessage.Schema schema when stream.isNamed(schema.stream()) -> describe(schema, line);
            case SingerMessage.ActivateVersion activation
            when stream.isNamed(activation.stream()) && described -> begin(activation.version());
            case SingerMessage.Batch batch
            when stream.isNamed(batch.stream()) -> {
                checkDescribed("BATCH", line);
                try (LineReader records = BatchFiles.open(batch, folder, line)) {
                    while (records.next()) {
                        write(BatchFiles.row(stream.name(), records), line);
                    }
                }
            }
            case SingerMessage.State state -> {
                value = state.value();
                if (incremental && isCheckpointDue()) {
                    checkpoint(false);
                }
            }
            default -> {
                // Of another stream.
            }
        }
    }

    private void checkDescribed(String type, long line) {
        if (!described) {
            throw MessageParser.malformed(
                    line, "is a " + type + " of \"" + stream.name() + "\", for which no SCHEMA came before");
        }
    }

    private void describe(SingerMessage.Schema schema, long line) {
        described = true;
        List<Field> known = stream.stream().fields();
        stream.profile().describe(schema, line);
        Stream now = stream.stream();
        if (now.fields().equals(known)) {
            return;
        }
        if (stream.profile().widenOnce()) {
            throw new StreamWidenedException(now);
        }
        log.warn("\"" + stream.name()
                + "\" changed its SCHEMA more than once. What is new in it is left out until the source"
                + " is discovered again.");
    }

    private void write(SingerMessage.Row row, long line) {
        Long own = row.version();
        if (own != null) {
            if (version != null && own < version) {
                replaced++;
                return;
            }
            begin(own);
        }
        identity.read(row, name -> {});
        for (int i = 0; i < stream.profile().key().size(); i++) {
            if (identity.token(i) == null) {
                throw MessageParser.malformed(
                        line,
                        "is a RECORD of \"" + stream.name() + "\" without its key \""
                                + stream.profile().key().get(i) + "\"");
            }
        }
        writer.write(row);
        rowsSinceCheckpoint++;
    }

    private boolean isCheckpointDue() {
        return rowsSinceCheckpoint >= ROWS_PER_CHECKPOINT || System.nanoTime() - lastCheckpoint >= CHECKPOINT_NANOS;
    }

    /** A later version takes the place of the rows before, which only a load of everything can do. */
    private void begin(long later) {
        if (version != null && later > version) {
            throw new MillraceException(
                    ErrorCode.SOURCE_UNREADABLE,
                    "The tap began \"" + stream.name() + "\" anew: its rows replace those that were loaded before. "
                            + "Choose to replace all rows of it, and run again.");
        }
        if (version == null) {
            version = later;
        }
    }

    private void checkpoint(boolean whole) {
        if (replaced > 0) {
            output.setAside(replaced, MessageScan.REPLACED);
            replaced = 0;
        }
        output.checkpoint(new SingerState("", 0, value, version, whole).toJson());
        rowsSinceCheckpoint = 0;
        lastCheckpoint = System.nanoTime();
    }

    /** The tap ended well: everything is whole. */
    void end() {
        checkpoint(!incremental);
        writer.tellUnknown(stream.name(), log);
    }
}

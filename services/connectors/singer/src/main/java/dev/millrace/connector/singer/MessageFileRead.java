package dev.millrace.connector.singer;

import dev.millrace.connector.spi.SourceLog;
import dev.millrace.connector.spi.StreamOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One stream of files of messages, from where an earlier read ended. */
final class MessageFileRead {

    private static final int RECORDS_PER_CHECKPOINT = 5_000;

    private final MessageFiles files;
    private final MessageScan.StreamScan stream;
    private final TableVersion version;
    private final RecordWriter writer;
    private final StreamOutput output;
    private final Runnable pulse;
    private final MessageParser parser = new MessageParser();
    private @Nullable String value;
    private long replaced;
    private long waiting;

    /** @param pulse is called for each line, and may throw */
    MessageFileRead(
            MessageFiles files,
            MessageScan.StreamScan stream,
            TableVersion version,
            RecordWriter writer,
            StreamOutput output,
            Runnable pulse) {
        this.files = files;
        this.stream = stream;
        this.version = version;
        this.writer = writer;
        this.output = output;
        this.pulse = pulse;
    }

    /**
     * Reads to the end.
     *
     * @param lastState of all files, which covers all of the stream: whatever comes behind is of others
     */
    void from(SingerState state, @Nullable String lastState) throws IOException {
        int begun = files.indexOf(state.input());
        int last = files.count() - 1;
        long inLast = begun == last ? state.records() : 0;
        for (MessageScan.Section section : stream.sections()) {
            if (section.file() >= begun) {
                long records = read(section, section.file() == begun ? state.records() : 0);
                inLast = section.file() == last ? records : inLast;
            }
        }
        value = lastState;
        checkpoint(last, inLast);
    }

    /** Gives how many records of the stream the file has. */
    private long read(MessageScan.Section section, long done) throws IOException {
        String name = stream.profile().name();
        long number = 0;
        try (LineReader lines = files.open(section.file(), section.firstOffset(), section.linesBefore())) {
            while (lines.next() && lines.offset() < section.endOffset()) {
                pulse.run();
                switch (parser.parse(lines.buffer(), lines.from(), lines.to(), lines.number())) {
                    case SingerMessage.Row row
                    when row.stream().equals(name) -> {
                        number++;
                        if (number > done) {
                            take(row, section.recordsBefore() + number);
                            if (number % RECORDS_PER_CHECKPOINT == 0) {
                                checkpoint(section.file(), number);
                            }
                        }
                    }
                    case SingerMessage.State state -> value = state.value();
                    default -> {
                        // Of another stream, or known from the scan.
                    }
                }
            }
        }
        return number;
    }

    private void take(SingerMessage.Row row, long number) {
        switch (version.of(row, number)) {
            case LOADED -> writer.write(row);
            case REPLACED -> replaced++;
            case WAITING -> waiting++;
        }
    }

    private void checkpoint(int file, long records) {
        if (replaced > 0) {
            output.setAside(replaced, MessageScan.REPLACED);
            replaced = 0;
        }
        output.checkpoint(new SingerState(files.name(file), records, value, version.loaded(), false).toJson());
    }

    /** Says what a person may wonder about. */
    void tell(SourceLog log) {
        String name = stream.profile().name();
        if (waiting > 0) {
            log.info("\"" + name + "\": " + waiting + " records are of a version that the tap has not activated yet."
                    + " They take the place of the others when it does (ACTIVATE_VERSION).");
        }
        writer.tellUnknown(name, log);
    }
}

package dev.millrace.connector.singer;

import dev.millrace.connector.spi.Catalog;
import dev.millrace.connector.spi.ReadRequest;
import dev.millrace.connector.spi.ReadStoppedException;
import dev.millrace.connector.spi.SourceContext;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.connector.spi.StreamOutput;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.kernel.UploadId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a tap wrote, as a file. All of it is looked at before the first row: a line that is wrong means that nothing is
 * loaded. Each stream is then read from its first line to its last.
 */
final class MessageFileSession implements SourceSession {

    private static final int RECORDS_PER_CHECKPOINT = 5_000;

    /** PostgreSQL's limit is 1,600 columns in a table (documentation, appendix K); two are ours. */
    private static final int MAX_FIELDS = 1_598;

    private final UploadId upload;
    private final SourceContext context;
    private volatile boolean cancelled;
    private @Nullable MessageScan scan;

    MessageFileSession(UploadId upload, SourceContext context) {
        this.upload = upload;
        this.context = context;
    }

    @Override
    public void check() {
        if (scan().streams().isEmpty()) {
            throw new MillraceException(
                    ErrorCode.SOURCE_EMPTY, "The file has no SCHEMA message, so there is nothing to load.");
        }
    }

    @Override
    public Catalog discover() {
        return new Catalog(scan().streams().stream()
                .map(stream -> stream.profile().stream(stream.records()))
                .toList());
    }

    private MessageScan scan() {
        MessageScan present = scan;
        if (present != null) {
            return present;
        }
        try (LineReader lines = new LineReader(Files.newInputStream(file()))) {
            MessageScan made = MessageScan.of(lines, this::stopIfCancelled);
            for (MessageScan.StreamScan stream : made.streams()) {
                checkWidth(stream.profile());
            }
            scan = made;
            return made;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static void checkWidth(StreamProfile profile) {
        int fields = profile.fieldNames().size();
        if (fields > MAX_FIELDS) {
            throw new MillraceException(
                    ErrorCode.SOURCE_UNREADABLE,
                    "\"" + profile.name()
                            + "\" has %,d properties, and a table can hold %,d. ".formatted(fields, MAX_FIELDS)
                            + "Let the tap select fewer.");
        }
    }

    private Path file() {
        return context.uploads().file(upload);
    }

    private static MillraceException unreadable(IOException cause) {
        return new MillraceException(
                ErrorCode.STORAGE_FULL, "The worker can't read the uploaded file. Ask the operator.", cause);
    }

    private void stopIfCancelled() {
        if (cancelled) {
            throw new ReadStoppedException();
        }
    }

    @Override
    public void read(ReadRequest request, StreamOutput output) {
        MessageScan.StreamScan stream = scan().streams().stream()
                .filter(candidate -> candidate.profile().name().equals(request.stream()))
                .findFirst()
                .orElseThrow(() -> new MillraceException(
                        ErrorCode.SOURCE_UNREADABLE,
                        "The file has no stream \"" + request.stream() + "\". Discover the source again."));
        SingerState state = SingerState.parse(request.state());
        checkVersion(request.stream(), state, stream.activeVersion());
        long done = state.input().equals(upload.toString()) ? state.records() : 0;
        try (FileChannel channel = FileChannel.open(file())) {
            InputStream input = Channels.newInputStream(channel.position(stream.firstOffset()));
            LineReader lines = new LineReader(input, stream.firstOffset(), stream.linesBefore());
            read(lines, stream, new RecordWriter(request.columns(), stream.profile(), output.rows()), output, done);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Records of another version would stand beside those that they replace. */
    private static void checkVersion(String stream, SingerState state, @Nullable Long active) {
        if (state.version() != null && !Objects.equals(state.version(), active)) {
            throw new MillraceException(
                    ErrorCode.SOURCE_UNREADABLE,
                    "The tap began \"" + stream + "\" anew: its rows replace those that were loaded before. "
                            + "Choose to replace all rows of it, and run again.");
        }
    }

    private void read(
            LineReader lines, MessageScan.StreamScan stream, RecordWriter writer, StreamOutput output, long done)
            throws IOException {
        MessageParser parser = new MessageParser();
        String name = stream.profile().name();
        String value = null;
        long number = 0;
        long replaced = 0;
        while (lines.next() && lines.offset() < stream.endOffset()) {
            stopIfCancelled();
            SingerMessage message = parser.parse(lines.buffer(), lines.from(), lines.to(), lines.number());
            boolean whole = false;
            switch (message) {
                case SingerMessage.Row row
                when row.stream().equals(name) -> {
                    number++;
                    if (number > done && stream.isReplaced(row, number)) {
                        replaced++;
                    } else if (number > done) {
                        writer.write(row);
                    }
                    whole = number % RECORDS_PER_CHECKPOINT == 0;
                }
                case SingerMessage.State state -> value = state.value();
                default -> {
                    // Of another stream, or known from the scan.
                }
            }
            if (whole && number > done) {
                replaced = tellReplaced(replaced, output);
                output.checkpoint(state(number, value, stream));
            }
        }
        tellReplaced(replaced, output);
        // Whatever comes behind is of other streams: the last STATE covers all of this one.
        output.checkpoint(state(number, scan().lastState(), stream));
        writer.tellUnknown(name, context.log());
    }

    private static long tellReplaced(long replaced, StreamOutput output) {
        if (replaced > 0) {
            output.setAside(replaced, MessageScan.REPLACED);
        }
        return 0;
    }

    private String state(long records, @Nullable String value, MessageScan.StreamScan stream) {
        return new SingerState(upload.toString(), records, value, stream.activeVersion(), false).toJson();
    }

    @Override
    public void cancel() {
        cancelled = true;
    }

    @Override
    public void close() {
        cancelled = true;
    }
}

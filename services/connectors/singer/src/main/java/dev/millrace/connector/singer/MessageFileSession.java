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
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a tap wrote, as files. All of it is looked at before the first row: a line that is wrong means that nothing is
 * loaded. Each stream is then read from its first line to its last.
 */
final class MessageFileSession implements SourceSession {

    /** PostgreSQL's limit is 1,600 columns in a table (documentation, appendix K); two are ours. */
    private static final int MAX_FIELDS = 1_598;

    private final MessageFiles files;
    private final boolean delivered;
    private final SourceContext context;
    private volatile boolean cancelled;
    private @Nullable MessageScan scan;

    /** @param delivered whether the files hold what is new, and not all that there is */
    MessageFileSession(List<UploadId> uploads, boolean delivered, SourceContext context) {
        this.files = new MessageFiles(uploads, context.uploads());
        this.delivered = delivered;
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
                .map(stream -> delivered
                        ? stream.profile().deliveredStream(stream.records())
                        : stream.profile().stream(stream.records()))
                .toList());
    }

    private MessageScan scan() {
        MessageScan present = scan;
        if (present != null) {
            return present;
        }
        MessageScan made = new MessageScan();
        for (int file = 0; file < files.count(); file++) {
            try (LineReader lines = files.open(file)) {
                made.read(lines, this::stopIfCancelled);
            } catch (IOException e) {
                throw MessageFiles.unreadable(e);
            }
        }
        made.streams().forEach(stream -> checkWidth(stream.profile()));
        scan = made;
        return made;
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
        TableVersion version = delivered ? TableVersion.ofDelivered(stream, state) : TableVersion.ofAll(stream, state);
        RecordWriter writer = new RecordWriter(request.columns(), stream.profile(), output.rows());
        MessageFileRead read = new MessageFileRead(files, stream, version, writer, output, this::stopIfCancelled);
        try {
            read.from(state, scan().lastState());
        } catch (IOException e) {
            throw MessageFiles.unreadable(e);
        }
        read.tell(context.log());
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

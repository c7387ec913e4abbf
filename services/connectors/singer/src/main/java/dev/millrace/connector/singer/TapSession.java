package dev.millrace.connector.singer;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.millrace.connector.spi.Catalog;
import dev.millrace.connector.spi.ReadRequest;
import dev.millrace.connector.spi.SourceContext;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.connector.spi.StreamOutput;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs the tap once to list its streams, and once for each stream that is read, with only that one selected. */
final class TapSession implements SourceSession {

    private static final int MAX_CATALOG_BYTES = 64 * 1024 * 1024;

    private final ProgramRuns tap;

    /** What the tap may call its catalog; one, once it is known. */
    private List<String> catalogOptions;

    private final SourceContext context;
    private @Nullable TapCatalog catalog;

    TapSession(ProgramRuns tap, List<String> catalogOptions, SourceContext context) {
        this.tap = tap;
        this.catalogOptions = catalogOptions;
        this.context = context;
    }

    @Override
    public void check() {
        catalog();
    }

    @Override
    public Catalog discover() {
        return new Catalog(
                catalog().streams().stream().map(TapCatalog.TapStream::stream).toList());
    }

    private TapCatalog catalog() {
        TapCatalog present = catalog;
        if (present != null) {
            return present;
        }
        try {
            ProgramRuns.Arguments arguments = tap.arguments().withSettings();
            try (ProgramProcess process = arguments.with("--discover").start()) {
                byte[] written = process.output().readNBytes(MAX_CATALOG_BYTES);
                process.awaitSuccess(ErrorCode.SOURCE_UNREADABLE);
                TapCatalog made = new TapCatalog(MessageParser.JSON.readTree(written));
                catalog = made;
                return made;
            }
        } catch (JsonProcessingException e) {
            throw new MillraceException(
                    ErrorCode.SOURCE_UNREADABLE,
                    "What the tap wrote when it was asked for its streams is no catalog. Use a tap that knows --discover.",
                    e);
        } catch (IOException e) {
            throw tap.broken(e);
        }
    }

    @Override
    public void read(ReadRequest request, StreamOutput output) {
        TapCatalog.TapStream stream = catalog().stream(request.stream());
        SingerState state = SingerState.toBeginFrom(request).orElse(null);
        if (state == null) {
            return;
        }
        TapRead read = run(catalogOptions.getFirst(), stream, request, state, output);
        if (!read.isDescribed() && catalogOptions.size() > 1) {
            // A tap that looked at the catalog tells what the stream is, though it may have no records.
            read = runWithOtherOption(stream, request, state, output).orElse(read);
        }
        if (!read.isDescribed()) {
            context.log()
                    .warn("The tap wrote neither a SCHEMA nor a RECORD of \"" + request.stream()
                            + "\". If it should have rows, see in its documentation how streams are selected.");
        }
        read.end();
    }

    private Optional<TapRead> runWithOtherOption(
            TapCatalog.TapStream stream, ReadRequest request, SingerState state, StreamOutput output) {
        String other = catalogOptions.getLast();
        try {
            TapRead read = run(other, stream, request, state, output);
            if (read.isDescribed()) {
                catalogOptions = List.of(other);
                return Optional.of(read);
            }
        } catch (ProgramProcess.UnknownOptionException e) {
            // So it took the first, and there were no records.
            catalogOptions = List.of(catalogOptions.getFirst());
        }
        return Optional.empty();
    }

    private TapRead run(
            String catalogOption,
            TapCatalog.TapStream stream,
            ReadRequest request,
            SingerState state,
            StreamOutput output) {
        try {
            ProgramRuns.Arguments arguments = tap.arguments()
                    .withSettings()
                    .withCatalog(catalogOption, catalog().selecting(stream, request.cursorField()))
                    .withState(state);
            try (ProgramProcess process = arguments.start();
                    LineReader lines = new LineReader(process.output())) {
                TapRead read = new TapRead(stream, request, state, process.folder(), output, context.log());
                try {
                    read.messages(lines);
                } catch (MillraceException e) {
                    // Half a line is what a tap leaves that died: its exit code says more.
                    if (lines.isCutOff()) {
                        process.awaitSuccess(ErrorCode.SOURCE_INTERRUPTED);
                    }
                    throw e;
                }
                process.awaitSuccess(ErrorCode.SOURCE_INTERRUPTED);
                return read;
            }
        } catch (IOException e) {
            throw tap.broken(e);
        }
    }

    @Override
    public void cancel() {
        tap.cancel();
    }

    @Override
    public void close() {
        tap.cancel();
    }
}

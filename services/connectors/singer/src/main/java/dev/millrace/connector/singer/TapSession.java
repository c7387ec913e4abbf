package dev.millrace.connector.singer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.connector.spi.Catalog;
import dev.millrace.connector.spi.ReadRequest;
import dev.millrace.connector.spi.ReadStoppedException;
import dev.millrace.connector.spi.SourceContext;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.connector.spi.StreamOutput;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs the tap once to list its streams, and once for each stream that is read, with only that one selected. */
final class TapSession implements SourceSession {

    private static final int MAX_CATALOG_BYTES = 64 * 1024 * 1024;

    private final Path tap;
    private final TapConfiguration configuration;
    private final SourceContext context;
    private volatile boolean cancelled;
    private volatile @Nullable TapProcess running;
    private @Nullable TapCatalog catalog;

    TapSession(Path tap, TapConfiguration configuration, SourceContext context) {
        this.tap = tap;
        this.configuration = configuration;
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
            Path folder = folder();
            Path settings = write(folder, "config.json", configuration.settings());
            try (TapProcess process = start(List.of("--config", settings.toString(), "--discover"), folder)) {
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
            throw broken(e);
        }
    }

    @Override
    public void read(ReadRequest request, StreamOutput output) {
        TapCatalog.TapStream stream = catalog().stream(request.stream());
        SingerState last = SingerState.parse(request.state());
        boolean incremental = request.cursorField() != null;
        if (!incremental && last.whole()) {
            return;
        }
        SingerState state = incremental ? last : SingerState.BEGINNING;
        try {
            Path folder = folder();
            List<String> arguments = new ArrayList<>();
            arguments.add("--config");
            arguments.add(write(folder, "config.json", configuration.settings()).toString());
            arguments.add(configuration.catalogOption());
            arguments.add(write(folder, "catalog.json", catalog().selecting(stream, request.cursorField()))
                    .toString());
            if (state.value() != null) {
                arguments.add("--state");
                arguments.add(write(folder, "state.json", MessageParser.JSON.readTree(state.value()))
                        .toString());
            }
            try (TapProcess process = start(arguments, folder);
                    LineReader lines = new LineReader(process.output())) {
                TapRead read = new TapRead(stream, request, state, folder, output, context.log());
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
                read.end();
            }
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /** Each process gets a folder of its own, so that nothing of one is in the way of the next. */
    private Path folder() throws IOException {
        return Files.createTempDirectory(context.temporaryFolder(), "tap-");
    }

    private static Path write(Path folder, String name, JsonNode content) throws IOException {
        Path file = Files.createFile(
                folder.resolve(name),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.write(file, MessageParser.JSON.writeValueAsBytes(content));
    }

    private TapProcess start(List<String> arguments, Path folder) {
        TapProcess process = TapProcess.start("tap", tap, arguments, configuration.secrets(), folder, context.log());
        running = process;
        if (cancelled) {
            process.close();
        }
        return process;
    }

    private RuntimeException broken(IOException cause) {
        return cancelled
                ? new ReadStoppedException()
                : new MillraceException(
                        ErrorCode.SOURCE_INTERRUPTED, "The tap broke off in the middle. It is run again.", cause);
    }

    @Override
    public void cancel() {
        cancelled = true;
        TapProcess process = running;
        if (process != null) {
            process.close();
        }
    }

    @Override
    public void close() {
        cancel();
    }
}

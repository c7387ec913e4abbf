package dev.millrace.connector.singer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.connector.spi.ReadRequest;
import dev.millrace.connector.spi.SourceLog;
import dev.millrace.connector.spi.StreamOutput;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One stream of what a program writes, as it comes. */
final class ProgramRead {

    private static final int ROWS_PER_CHECKPOINT = 500;
    private static final long CHECKPOINT_NANOS = 1_000_000_000L;

    private final ProgramCatalog.ProgramStream stream;
    private final boolean incremental;
    private final ProgramProcess process;
    private final StreamOutput output;
    private final RecordWriter writer;
    private @Nullable String value;
    private ProgramMessage.@Nullable Failure failure;
    private int rowsSinceCheckpoint;
    private long lastCheckpoint = System.nanoTime();

    ProgramRead(
            ProgramCatalog.ProgramStream stream,
            ReadRequest request,
            SingerState state,
            ProgramProcess process,
            StreamOutput output) {
        this.stream = stream;
        this.incremental = request.cursorField() != null;
        this.process = process;
        this.output = output;
        this.writer = new RecordWriter(request.columns(), stream.profile(), output.rows());
        this.value = state.value();
    }

    /** Reads to the end of the output. */
    void messages(LineReader lines) throws IOException {
        while (lines.next()) {
            take(ProgramParser.parse(lines.buffer(), lines.from(), lines.to(), lines.number()));
        }
    }

    /** Why the program says that it will end without success. */
    Optional<ProgramMessage.Failure> failure() {
        return Optional.ofNullable(failure);
    }

    private void take(ProgramMessage message) {
        switch (message) {
            case ProgramMessage.Row row
            when stream.isNamed(row.row().stream(), row.namespace()) -> {
                writer.write(row.row());
                rowsSinceCheckpoint++;
            }
            case ProgramMessage.State state -> keep(state.state());
            case ProgramMessage.Log log -> process.tell(log.text(), log.isWarning());
            case ProgramMessage.Failure told -> failure = told;
            case ProgramMessage.Row row -> {
                // Of a stream that nobody asked for.
            }
            case ProgramMessage.Answer answer -> {
                // Nobody asked.
            }
            case ProgramMessage.Other other -> {
                // Nothing to do.
            }
        }
    }

    /** As the program wants it back: a list of states, and of old programs what they call their data. */
    private void keep(JsonNode state) {
        boolean isLegacy = !state.has("stream") && !state.has("global");
        boolean isOther = state.has("stream")
                && !stream.isNamed(
                        state.path("stream")
                                .path("stream_descriptor")
                                .path("name")
                                .asText(),
                        state.path("stream")
                                .path("stream_descriptor")
                                .path("namespace")
                                .asText(""));
        if (isOther) {
            return;
        }
        value = isLegacy
                ? state.path("data").toString()
                : MessageParser.JSON.createArrayNode().add(state).toString();
        boolean due =
                rowsSinceCheckpoint >= ROWS_PER_CHECKPOINT || System.nanoTime() - lastCheckpoint >= CHECKPOINT_NANOS;
        if (incremental && due) {
            checkpoint(false);
        }
    }

    private void checkpoint(boolean whole) {
        output.checkpoint(new SingerState("", 0, value, null, whole).toJson());
        rowsSinceCheckpoint = 0;
        lastCheckpoint = System.nanoTime();
    }

    /** The program ended well: everything is whole. */
    void end(SourceLog log) {
        checkpoint(!incremental);
        writer.tellUnknown(stream.name(), log);
    }
}

package dev.millrace.connector.singer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.connector.singer.ProgramCall.Argument;
import dev.millrace.connector.singer.ProgramCall.InFile;
import dev.millrace.connector.singer.ProgramCall.Word;
import dev.millrace.connector.spi.ReadStoppedException;
import dev.millrace.connector.spi.SourceContext;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The runs of a session's program, one after the other, until the session is cancelled. */
final class ProgramRuns {

    private final ProgramConfiguration configuration;
    private final SourceContext context;
    private volatile boolean cancelled;
    private volatile @Nullable ProgramProcess running;

    ProgramRuns(ProgramConfiguration configuration, SourceContext context) {
        this.configuration = configuration;
        this.context = context;
    }

    /** What one process is given. */
    final class Arguments {

        private final List<Argument> arguments = new ArrayList<>();

        Arguments with(String word) {
            arguments.add(new Word(word));
            return this;
        }

        Arguments withSettings() throws IOException {
            return with("--config", "config.json", configuration.settings());
        }

        Arguments withCatalog(String option, JsonNode catalog) throws IOException {
            return with(option, "catalog.json", catalog);
        }

        Arguments withState(SingerState state) throws IOException {
            return state.value() == null
                    ? this
                    : with("--state", "state.json", MessageParser.JSON.readTree(state.value()));
        }

        private Arguments with(String option, String fileName, JsonNode content) throws IOException {
            arguments.add(new Word(option));
            arguments.add(new InFile(fileName, MessageParser.JSON.writeValueAsString(content)));
            return this;
        }

        ProgramProcess start() {
            ProgramProcess process = ProgramProcess.start(
                    configuration,
                    new ProgramCall(configuration.program(), arguments, context.temporaryFolder()),
                    context.log());
            running = process;
            if (cancelled) {
                process.close();
            }
            return process;
        }
    }

    /** What the next process is given; nothing at first. */
    Arguments arguments() {
        return new Arguments();
    }

    /** What to throw when a process can't be spoken to any more. */
    RuntimeException broken(IOException cause) {
        return cancelled
                ? new ReadStoppedException()
                : new MillraceException(
                        ErrorCode.SOURCE_INTERRUPTED,
                        "The " + configuration.choice().kind() + " broke off in the middle. It is run again.",
                        cause);
    }

    /** Kills the process that runs, and those that are still started. */
    void cancel() {
        cancelled = true;
        ProgramProcess process = running;
        if (process != null) {
            process.close();
        }
    }
}

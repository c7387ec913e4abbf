package dev.millrace.connector.singer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.connector.spi.ReadStoppedException;
import dev.millrace.connector.spi.SourceContext;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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

    /** The files that one process is given, in a folder of its own, so that nothing of one is in the way of the next. */
    final class Arguments {

        private final Path folder;
        private final List<String> arguments;

        private Arguments(Path folder, List<String> arguments) {
            this.folder = folder;
            this.arguments = new ArrayList<>(arguments);
        }

        Path folder() {
            return folder;
        }

        Arguments withSettings() throws IOException {
            return with("--config", "config.json", configuration.settings());
        }

        Arguments withCatalog(JsonNode catalog) throws IOException {
            return with(configuration.catalogOption(), "catalog.json", catalog);
        }

        Arguments withState(SingerState state) throws IOException {
            return state.value() == null
                    ? this
                    : with("--state", "state.json", MessageParser.JSON.readTree(state.value()));
        }

        private Arguments with(String option, String fileName, JsonNode content) throws IOException {
            Path file = Files.createFile(
                    folder.resolve(fileName),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(file, MessageParser.JSON.writeValueAsBytes(content));
            arguments.add(option);
            arguments.add(file.toString());
            return this;
        }

        Arguments with(String word) {
            arguments.add(word);
            return this;
        }

        ProgramProcess start() {
            ProgramProcess process = ProgramProcess.start(configuration, arguments, folder, context.log());
            running = process;
            if (cancelled) {
                process.close();
            }
            return process;
        }
    }

    /** What the next process is given, beginning with some words. */
    Arguments arguments(List<String> words) throws IOException {
        return new Arguments(Files.createTempDirectory(context.temporaryFolder(), configuration.kind() + "-"), words);
    }

    /** What to throw when a process can't be spoken to any more. */
    RuntimeException broken(IOException cause) {
        return cancelled
                ? new ReadStoppedException()
                : new MillraceException(
                        ErrorCode.SOURCE_INTERRUPTED,
                        "The " + configuration.kind() + " broke off in the middle. It is run again.",
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

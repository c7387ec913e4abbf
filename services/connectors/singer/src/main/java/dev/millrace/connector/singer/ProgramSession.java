package dev.millrace.connector.singer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.connector.spi.Catalog;
import dev.millrace.connector.spi.ReadRequest;
import dev.millrace.connector.spi.SourceContext;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.connector.spi.StreamOutput;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Runs the program once for each thing that is asked, and once for each stream that is read. */
final class ProgramSession implements SourceSession {

    private final ProgramRuns program;
    private final JsonNode settings;
    private final SourceContext context;
    private @Nullable ProgramCatalog catalog;

    ProgramSession(ProgramRuns program, JsonNode settings, SourceContext context) {
        this.program = program;
        this.settings = settings;
        this.context = context;
    }

    @Override
    public void check() {
        requireSettings(ask("SPEC", "spec", false));
        JsonNode status = ask("CONNECTION_STATUS", "check", true);
        if (!status.path("status").asText().equals("SUCCEEDED")) {
            throw new MillraceException(
                    ErrorCode.SOURCE_LOGIN_REFUSED,
                    "The program can't connect: " + status.path("message").asText("it does not say why")
                            + ". Correct its settings.");
        }
    }

    private void requireSettings(JsonNode spec) {
        String missing = StreamSupport.stream(
                        spec.path("connectionSpecification").path("required").spliterator(), false)
                .map(JsonNode::asText)
                .filter(name -> !settings.has(name))
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw new MillraceException(
                    ErrorCode.INVALID_CONFIGURATION, "The settings lack " + missing + ". Add it to the JSON object.");
        }
    }

    @Override
    public Catalog discover() {
        return new Catalog(catalog().streams().stream()
                .map(ProgramCatalog.ProgramStream::stream)
                .toList());
    }

    private ProgramCatalog catalog() {
        ProgramCatalog present = catalog;
        if (present == null) {
            present = new ProgramCatalog(ask("CATALOG", "discover", true));
            catalog = present;
        }
        return present;
    }

    /** Runs the program for one answer. */
    private JsonNode ask(String type, String command, boolean withSettings) {
        try {
            ProgramRuns.Arguments arguments = program.arguments().with(command);
            if (withSettings) {
                arguments.withSettings();
            }
            try (ProgramProcess process = arguments.start();
                    LineReader lines = new LineReader(process.output())) {
                JsonNode answer = null;
                ProgramMessage.Failure failure = null;
                while (lines.next()) {
                    switch (ProgramParser.parse(lines.buffer(), lines.from(), lines.to(), lines.number())) {
                        case ProgramMessage.Answer given when given.type().equals(type) -> answer = given.content();
                        case ProgramMessage.Failure told -> failure = told;
                        case ProgramMessage.Log log -> process.tell(log.text(), log.isWarning());
                        default -> {
                            // Of no interest here.
                        }
                    }
                }
                if (answer == null && failure != null) {
                    throw failed(process, failure);
                }
                if (answer == null) {
                    process.awaitSuccess(ErrorCode.SOURCE_UNREADABLE);
                    throw new MillraceException(
                            ErrorCode.SOURCE_UNREADABLE,
                            "The program answered \"" + command + "\" without a " + type
                                    + ". Use one that speaks the Airbyte protocol.");
                }
                return answer;
            }
        } catch (IOException e) {
            throw program.broken(e);
        }
    }

    private MillraceException failed(ProgramProcess process, ProgramMessage.Failure failure) {
        return new MillraceException(
                failure.isConfiguration() ? ErrorCode.SOURCE_LOGIN_REFUSED : ErrorCode.SOURCE_INTERRUPTED,
                "The program failed: " + process.withoutSecrets(failure.text())
                        + (failure.isConfiguration() ? " Correct its settings." : " It is run again."));
    }

    @Override
    public void read(ReadRequest request, StreamOutput output) {
        ProgramCatalog.ProgramStream stream = catalog().stream(request.stream());
        SingerState state = SingerState.toBeginFrom(request).orElse(null);
        if (state == null) {
            return;
        }
        try {
            ProgramRuns.Arguments arguments = program.arguments()
                    .with("read")
                    .withSettings()
                    .withCatalog("--catalog", ProgramCatalog.configured(stream, request.cursorField()))
                    .withState(state);
            try (ProgramProcess process = arguments.start();
                    LineReader lines = new LineReader(process.output())) {
                ProgramRead read = new ProgramRead(stream, request, state, process, output);
                read.messages(lines);
                if (read.failure().isPresent()) {
                    throw failed(process, read.failure().get());
                }
                process.awaitSuccess(ErrorCode.SOURCE_INTERRUPTED);
                read.end(context.log());
            }
        } catch (IOException e) {
            throw program.broken(e);
        }
    }

    @Override
    public void cancel() {
        program.cancel();
    }

    @Override
    public void close() {
        program.cancel();
    }
}

package dev.millrace.cli;

import dev.millrace.cli.singer.SingerTarget;
import dev.millrace.cli.singer.TargetSettings;
import dev.millrace.kernel.MillraceException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Takes a tap's messages from standard input, and gives the state that is loaded on standard output: what Singer calls a target. */
@Command(
        name = "singer-target",
        description =
                "Loads what a Singer tap writes: tap-x --config tap.json | millrace singer-target --config target.json",
        mixinStandardHelpOptions = true)
final class SingerTargetCommand implements Callable<Integer> {

    @Option(
            names = {"-c", "--config"},
            required = true,
            paramLabel = "FILE",
            description = "JSON with url, tenant, source and, unless MILLRACE_API_KEY is set, api_key.")
    private Path config = Path.of("");

    private final InputStream messages;
    private final PrintStream states;
    private final PrintStream errors;

    SingerTargetCommand(InputStream messages, PrintStream states, PrintStream errors) {
        this.messages = messages;
        this.states = states;
        this.errors = errors;
    }

    @Override
    public Integer call() {
        try {
            TargetSettings settings = TargetSettings.read(config, System.getenv());
            SingerTarget target = new SingerTarget(settings, messages, states, this::log);
            AtomicBoolean ended = new AtomicBoolean();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                if (!ended.get()) {
                    log("Stopped. What the last state covers is loaded: go on from it.");
                    target.abandon();
                }
            }));
            try {
                target.run();
            } finally {
                ended.set(true);
            }
            return 0;
        } catch (MillraceException e) {
            log(e.getMessage());
        } catch (IOException e) {
            log("A part of what the tap wrote can't be kept in the folder for temporary files (" + e.getMessage()
                    + "). Give it room, or name another: TMPDIR.");
        }
        return 1;
    }

    private void log(String line) {
        errors.println("millrace: " + line);
    }
}

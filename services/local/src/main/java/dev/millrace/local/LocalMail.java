package dev.millrace.local;

import dev.millrace.local.ChildProcess.Command;
import dev.millrace.local.ChildProcess.Signal;
import dev.millrace.local.mail.MailServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A mail server of our own on the loopback address, with a page that shows what came in. It sends nothing on. */
final class LocalMail implements AutoCloseable {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

    private final ChildProcess process;

    private LocalMail(ChildProcess process) {
        this.process = process;
    }

    static LocalMail start(Path folder, Path log, int smtpPort, int pagePort, Map<String, String> environment) {
        List<String> jvmOptions = List.of(
                "-Xmx48m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-Dorg.slf4j.simpleLogger.showDateTime=true");
        List<String> arguments = List.of(folder.toString(), Integer.toString(smtpPort), Integer.toString(pagePort));
        ChildProcess process = ChildProcess.start(new Command(
                "The mail server",
                JavaProgram.commandLine(MailServer.class, jvmOptions, arguments),
                environment,
                log,
                Signal.TERM,
                Signal.KILL,
                false));
        try {
            process.awaitReady(() -> LogFile.contains(log, MailServer.READY), START_TIMEOUT);
            return new LocalMail(process);
        } catch (ServerFailedException e) {
            process.stop(STOP_PATIENCE);
            throw e;
        }
    }

    ChildProcess process() {
        return process;
    }

    @Override
    public void close() {
        process.stop(STOP_PATIENCE);
    }
}

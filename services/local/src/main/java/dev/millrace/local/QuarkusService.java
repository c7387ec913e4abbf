package dev.millrace.local;

import dev.millrace.local.ChildProcess.Command;
import dev.millrace.local.ChildProcess.Signal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * One of the platform's own services.
 *
 * @param part which one; its label is the name of its folder
 * @param port of its HTTP server
 * @param environment its configuration
 */
record QuarkusService(Part part, int port, Map<String, String> environment) {

    private static final Duration START_TIMEOUT = Duration.ofMinutes(3);

    QuarkusService {
        environment = Map.copyOf(environment);
    }

    /** The same with more in its environment. */
    QuarkusService with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(more);
        return new QuarkusService(part, port, all);
    }

    private String name() {
        return part.label();
    }

    ChildProcess start(ServicePrograms programs, Path log) {
        return ChildProcess.start(
                new Command(name(), programs.commandLine(name()), environment, log, Signal.TERM, Signal.KILL, false));
    }

    void awaitReady(ChildProcess process) {
        URI health = URI.create(Addresses.loopback(port) + "/q/health/ready");
        process.awaitReady(() -> HttpProbe.isOk(health), START_TIMEOUT);
    }
}

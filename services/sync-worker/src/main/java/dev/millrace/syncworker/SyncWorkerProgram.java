package dev.millrace.syncworker;

import dev.millrace.commands.Check;
import dev.millrace.commands.KafkaCheck;
import dev.millrace.commands.LoginServerCheck;
import dev.millrace.commands.ServiceCommands;
import dev.millrace.commands.Settings;
import dev.millrace.commands.TopicUse;
import dev.millrace.events.Topics;
import dev.millrace.syncworker.relay.Handshake;
import dev.millrace.syncworker.relay.KnownWorker;
import dev.millrace.syncworker.relay.Relay;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The program of a worker. */
@QuarkusMain
public final class SyncWorkerProgram {

    private SyncWorkerProgram() {}

    /** Serves, or does what the argument says: {@code relay} is what a Job of a worker calls, and nobody else. */
    public static void main(String... arguments) throws InterruptedException {
        if (arguments.length == 4 && arguments[0].equals("relay")) {
            System.exit(Relay.run(
                    arguments[1],
                    Integer.parseInt(arguments[2]),
                    System.getenv().getOrDefault("RELAY_TOKEN", ""),
                    handshake(System.getenv()),
                    Path.of(arguments[3])));
        }
        ServiceCommands.run(SyncWorkerProgram::checks, arguments);
    }

    private static Handshake handshake(Map<String, String> told) {
        String authority = told.get("RELAY_AUTHORITY");
        return authority == null ? Handshake.NONE : new KnownWorker(told.getOrDefault("RELAY_WORKER", ""), authority);
    }

    private static List<Check> checks(Settings settings) {
        return List.of(
                KafkaCheck.of(settings, TopicUse.handles(Topics.JOBS).toList()), LoginServerCheck.forCaller(settings));
    }
}

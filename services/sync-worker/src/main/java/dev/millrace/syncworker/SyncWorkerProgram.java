package dev.millrace.syncworker;

import dev.millrace.commands.Check;
import dev.millrace.commands.KafkaCheck;
import dev.millrace.commands.LoginServerCheck;
import dev.millrace.commands.ServiceCommands;
import dev.millrace.commands.Settings;
import dev.millrace.commands.TopicUse;
import dev.millrace.events.Topics;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;

/** The program of a worker. */
@QuarkusMain
public final class SyncWorkerProgram {

    private SyncWorkerProgram() {}

    /** Serves, or does what the argument says. */
    public static void main(String... arguments) {
        ServiceCommands.run(SyncWorkerProgram::checks, arguments);
    }

    private static List<Check> checks(Settings settings) {
        return List.of(
                KafkaCheck.of(settings, TopicUse.handles(Topics.JOBS).toList()), LoginServerCheck.forCaller(settings));
    }
}

package dev.millrace.transform;

import dev.millrace.commands.Check;
import dev.millrace.commands.KafkaCheck;
import dev.millrace.commands.LoginServerCheck;
import dev.millrace.commands.PostgresCheck;
import dev.millrace.commands.ServiceCommands;
import dev.millrace.commands.Settings;
import dev.millrace.commands.TopicUse;
import dev.millrace.events.Topics;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;
import java.util.stream.Stream;

/** The program of transform. */
@QuarkusMain
public final class TransformProgram {

    private TransformProgram() {}

    /** Serves, or does what the argument says. */
    public static void main(String... arguments) {
        ServiceCommands.run(TransformProgram::checks, arguments);
    }

    private static List<Check> checks(Settings settings) {
        List<Check> others = List.of(
                KafkaCheck.of(
                        settings,
                        TopicUse.ofPlatform(Stream.concat(
                                TopicUse.handles(Topics.RUN_EVENTS), Stream.of(TopicUse.writes(Topics.RUN_EVENTS))))),
                LoginServerCheck.forService(settings));
        return Stream.concat(PostgresCheck.ofService(settings).stream(), others.stream())
                .toList();
    }
}

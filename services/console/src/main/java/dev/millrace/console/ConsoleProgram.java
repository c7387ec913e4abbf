package dev.millrace.console;

import dev.millrace.commands.Check;
import dev.millrace.commands.KafkaCheck;
import dev.millrace.commands.LoginServerCheck;
import dev.millrace.commands.ServiceCommands;
import dev.millrace.commands.Settings;
import dev.millrace.commands.TopicUse;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;
import java.util.stream.Stream;

/** The program of the front door. */
@QuarkusMain
public final class ConsoleProgram {

    private ConsoleProgram() {}

    /** Serves, or does what the argument says. */
    public static void main(String... arguments) {
        ServiceCommands.run(ConsoleProgram::checks, arguments);
    }

    private static String topic(Settings settings) {
        return settings.group(ConsoleConfig.class).events().topic();
    }

    private static List<Check> checks(Settings settings) {
        // Without Kafka there are no live events; the rest of the front door does not need it.
        Stream<Check> kafka = settings.find("millrace.console.events.bootstrap-servers").stream()
                .map(servers -> KafkaCheck.at(servers, settings, List.of(TopicUse.reads(topic(settings)))));
        return Stream.concat(Stream.of(LoginServerCheck.forPeople(settings)), kafka)
                .toList();
    }
}

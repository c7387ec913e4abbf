package dev.millrace.connector;

import dev.millrace.commands.Check;
import dev.millrace.commands.KafkaCheck;
import dev.millrace.commands.LoginServerCheck;
import dev.millrace.commands.PostgresCheck;
import dev.millrace.commands.ServiceCommands;
import dev.millrace.commands.Settings;
import dev.millrace.commands.TopicUse;
import dev.millrace.connector.uploads.ObjectStoreCheck;
import dev.millrace.events.Topics;
import dev.millrace.platform.secrets.KeyRotation;
import dev.millrace.platform.secrets.SecretsKeyCheck;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;
import java.util.stream.Stream;

/** The program of the connector service. */
@QuarkusMain
public final class ConnectorProgram {

    private ConnectorProgram() {}

    /** Serves, or does what the argument says. */
    public static void main(String... arguments) {
        ServiceCommands.run(ConnectorProgram::checks, List.of(new KeyRotation()), arguments);
    }

    private static List<Check> checks(Settings settings) {
        List<Check> others = List.of(
                KafkaCheck.of(
                        settings,
                        TopicUse.ofPlatform(
                                Stream.of(TopicUse.writes(Topics.JOBS), TopicUse.writes(Topics.RUN_EVENTS)))),
                LoginServerCheck.forService(settings),
                ObjectStoreCheck.of(settings),
                SecretsKeyCheck.of(settings));
        return Stream.concat(PostgresCheck.ofService(settings).stream(), others.stream())
                .toList();
    }
}

package dev.millrace.tenantmanagement;

import dev.millrace.commands.Check;
import dev.millrace.commands.KafkaCheck;
import dev.millrace.commands.LoginServerCheck;
import dev.millrace.commands.PostgresCheck;
import dev.millrace.commands.PostgresCheck.Ability;
import dev.millrace.commands.ServiceCommands;
import dev.millrace.commands.Settings;
import dev.millrace.commands.TopicUse;
import dev.millrace.events.Topics;
import dev.millrace.platform.secrets.KeyRotation;
import dev.millrace.platform.secrets.SecretsKeyCheck;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;
import java.util.stream.Stream;

/** The program of tenant-management. */
@QuarkusMain
public final class TenantManagementProgram {

    private TenantManagementProgram() {}

    /** Serves, or does what the argument says. */
    public static void main(String... arguments) {
        ServiceCommands.run(TenantManagementProgram::checks, List.of(new KeyRotation()), arguments);
    }

    private static List<Check> checks(Settings settings) {
        List<Check> others = List.of(
                warehouses(settings),
                KafkaCheck.of(
                        settings,
                        Stream.concat(
                                        Stream.concat(
                                                TopicUse.handles(Topics.AUDIT_EVENTS),
                                                TopicUse.handles(Topics.TENANT_EVENTS)),
                                        Stream.of(
                                                TopicUse.writes(Topics.AUDIT_EVENTS),
                                                TopicUse.writes(Topics.TENANT_EVENTS)))
                                .toList()),
                LoginServerCheck.forService(settings),
                SecretsKeyCheck.of(settings));
        return Stream.concat(PostgresCheck.ofService(settings).stream(), others.stream())
                .toList();
    }

    private static Check warehouses(Settings settings) {
        String warehouse = "millrace.tenant-management.warehouse.";
        return PostgresCheck.of(
                "the warehouses' server",
                "jdbc:postgresql://%s:%s/postgres"
                        .formatted(settings.get(warehouse + "host"), settings.get(warehouse + "port")),
                settings.get(warehouse + "admin-user"),
                settings.get(warehouse + "admin-password"),
                Ability.MAKES_DATABASES);
    }
}

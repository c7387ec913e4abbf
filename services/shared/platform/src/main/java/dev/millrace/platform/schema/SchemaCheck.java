package dev.millrace.platform.schema;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;

/**
 * Keeps a service that does not migrate from working on a schema that is older than itself. A newer one is fine: migrations
 * are made so that the release before them still runs.
 */
@ApplicationScoped
class SchemaCheck {

    private final Flyway flyway;
    private final boolean migratesItself;

    SchemaCheck(Flyway flyway, @ConfigProperty(name = "quarkus.flyway.migrate-at-start") boolean migratesItself) {
        this.flyway = flyway;
        this.migratesItself = migratesItself;
    }

    void check(@Observes @Priority(2) StartupEvent event) {
        if (migratesItself) {
            return;
        }
        MigrationInfo[] pending = flyway.info().pending();
        if (pending.length > 0) {
            throw new ConfigurationException(
                    "The schema lacks %s. Run this release's command migrate first: the chart does it in a job before the rollout."
                            .formatted(Stream.of(pending)
                                    .map(MigrationInfo::getScript)
                                    .collect(Collectors.joining(", "))));
        }
    }
}

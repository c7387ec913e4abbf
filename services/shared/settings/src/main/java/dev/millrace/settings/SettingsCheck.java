package dev.millrace.settings;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Keeps a service from starting with a setting that there is not, which somebody believes to have set. */
@ApplicationScoped
class SettingsCheck {

    private final Config config;

    SettingsCheck(Config config) {
        this.config = config;
    }

    void check(@Observes @Priority(1) StartupEvent event) {
        Map<String, String> given = new HashMap<>();
        for (ConfigSource source : config.getConfigSources()) {
            given.putAll(source.getProperties());
        }
        KnownSettings.load().complaint(given).ifPresent(complaint -> {
            throw new ConfigurationException(complaint);
        });
    }
}

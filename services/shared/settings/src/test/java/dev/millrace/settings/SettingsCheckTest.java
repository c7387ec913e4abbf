package dev.millrace.settings;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;

class SettingsCheckTest {

    @Test
    void aServiceStartsWithSettingsThatThereAre() {
        assertThatCode(() -> start(
                        new PropertiesConfigSource(Map.of("millrace.secrets.key", "k"), "a file", 100),
                        new EnvConfigSource(Map.of("MILLRACE_UPLOADS_LARGEST", "1G"), 300)))
                .doesNotThrowAnyException();
    }

    @Test
    void aServiceDoesNotStartWithASettingThatThereIsNot() {
        assertThatThrownBy(() ->
                        start(new PropertiesConfigSource(Map.of("millrace.secret.key", "hunter2"), "a file", 100)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("There is no setting millrace.secret.key. Did you mean millrace.secrets.key?");
        assertThatThrownBy(() -> start(new EnvConfigSource(Map.of("MILLRACE_TRACES_OFF", "true"), 300)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("The setting MILLRACE_TRACES_OFF is no more. Use MILLRACE_TRACES_SHARE");
    }

    private static void start(ConfigSource... sources) {
        new SettingsCheck(new SmallRyeConfigBuilder().withSources(sources).build()).check(new StartupEvent());
    }
}

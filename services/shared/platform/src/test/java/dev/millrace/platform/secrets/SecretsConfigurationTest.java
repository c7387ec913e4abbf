package dev.millrace.platform.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretsConfigurationTest {

    @Test
    void theKeyIsNotToldWhenItIsPrinted() {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withMapping(SecretsConfiguration.class)
                .withSources(new PropertiesConfigSource(Map.of("millrace.secrets.key", "hunter2"), "a file", 100))
                .build();
        SecretsConfiguration secrets = config.getConfigMapping(SecretsConfiguration.class);
        assertThat(secrets.key().orElseThrow().get()).isEqualTo("hunter2");
        assertThat(secrets.key().toString()).doesNotContain("hunter2");
        assertThat(secrets.toString()).doesNotContain("hunter2");
    }
}

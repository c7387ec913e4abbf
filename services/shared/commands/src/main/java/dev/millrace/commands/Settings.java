package dev.millrace.commands;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** The settings that the service itself would start with, read before it starts. */
public final class Settings {

    private static final String KAFKA = "kafka.";
    private static final String KAFKA_VARIABLE = "KAFKA_";
    /** What Quarkus gives the file, which is more than defaults have and less than the environment. */
    private static final int OF_APPLICATION_PROPERTIES = 250;

    private final SmallRyeConfig config;

    private Settings(SmallRyeConfig config) {
        this.config = config;
    }

    /** Those of this process: its environment, its system properties and what its jars ship with. */
    public static Settings load() {
        return of(Map.of());
    }

    /** The same, with some in their place. */
    public static Settings of(Map<String, String> instead) {
        ClassLoader classes = Thread.currentThread().getContextClassLoader();
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .forClassLoader(classes)
                .addDefaultInterceptors()
                .addDefaultSources()
                .addDiscoveredConverters()
                .withSources(new PropertiesConfigSource(instead, "instead", Integer.MAX_VALUE));
        URL ofService = classes.getResource("application.properties");
        if (ofService != null) {
            builder.withSources(read(ofService));
        }
        return new Settings(builder.build());
    }

    private static ConfigSource read(URL file) {
        try {
            return new PropertiesConfigSource(file, OF_APPLICATION_PROPERTIES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The value of a key, if it has one. */
    public Optional<String> find(String key) {
        try {
            return config.getOptionalValue(key, String.class);
        } catch (NoSuchElementException missingVariable) {
            // The key stands for a variable that is not set.
            return Optional.empty();
        }
    }

    /** The value of a key that the service does not start without. */
    public String get(String key) {
        try {
            return config.getValue(key, String.class);
        } catch (NoSuchElementException e) {
            throw new MissingSettingException("%s is not set (%s).".formatted(key, e.getMessage()), e);
        }
    }

    /** A group of settings as the service's own mapping. */
    public <T> T group(Class<T> mapping) {
        SmallRyeConfigBuilder builder =
                new SmallRyeConfigBuilder().addDefaultInterceptors().addDiscoveredConverters();
        config.getConfigSources().forEach(builder::withSources);
        return builder.withMapping(mapping).build().getConfigMapping(mapping);
    }

    /** All of Kafka's own settings, {@code kafka.*} and {@code KAFKA_*}, by the names that its clients know. */
    public Map<String, Object> kafka() {
        Map<String, Object> settings = new HashMap<>();
        for (String name : config.getPropertyNames()) {
            if (name.startsWith(KAFKA)) {
                find(name).ifPresent(value -> settings.put(name.substring(KAFKA.length()), value));
            } else if (name.startsWith(KAFKA_VARIABLE)) {
                String key = name.substring(KAFKA_VARIABLE.length())
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '.');
                find(name).ifPresent(value -> settings.put(key, value));
            }
        }
        return settings;
    }
}

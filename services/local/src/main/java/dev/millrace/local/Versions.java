package dev.millrace.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** The versions that the build pinned, which also name the folders of the cache. */
final class Versions {

    static final String POSTGRES;
    static final String KAFKA;
    static final String KEYCLOAK;
    static final String MARIADB;

    static {
        Properties properties = new Properties();
        try (InputStream resource = Versions.class.getResourceAsStream("versions.properties")) {
            properties.load(Objects.requireNonNull(resource, "versions.properties is missing: build the module anew"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        POSTGRES = properties.getProperty("postgres");
        KAFKA = properties.getProperty("kafka");
        KEYCLOAK = properties.getProperty("keycloak");
        MARIADB = properties.getProperty("mariadb");
    }

    private Versions() {}
}

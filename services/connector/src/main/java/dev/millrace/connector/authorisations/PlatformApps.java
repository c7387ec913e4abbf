package dev.millrace.connector.authorisations;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.millrace.events.MillraceJson;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The apps that the operator has registered at vendors. A tenant's own connector gets none of them: it could send its secret anywhere. */
@ApplicationScoped
class PlatformApps {

    /** An app at a vendor. */
    @RegisterForReflection(registerFullHierarchy = true)
    record App(String clientId, String clientSecret) {

        @Override
        public String toString() {
            return "App[" + clientId + "]";
        }
    }

    private final Map<String, App> apps;

    PlatformApps(AuthorisationsConfiguration configuration) {
        this.apps = configuration.apps().map(PlatformApps::read).orElse(Map.of());
    }

    private static Map<String, App> read(Path file) {
        try {
            return Map.copyOf(MillraceJson.mapper().readValue(file.toFile(), new TypeReference<Map<String, App>>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException("MILLRACE_OAUTH_APPS names no file of apps in JSON: " + file, e);
        }
    }

    Optional<App> of(String connector) {
        return Optional.ofNullable(apps.get(connector));
    }

    Set<String> connectors() {
        return apps.keySet();
    }
}

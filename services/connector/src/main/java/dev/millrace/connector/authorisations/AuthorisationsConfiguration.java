package dev.millrace.connector.authorisations;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** How permissions are asked for. */
@ConfigMapping(prefix = "millrace.connector.authorisations")
interface AuthorisationsConfiguration {

    /** The address that people open; login servers send them back below it, to {@code /oauth/callback}. */
    @WithDefault("http://localhost:8080")
    URI publicUrl();

    /**
     * A JSON file of the platform's own apps at vendors, by connector: {@code {"quickbooks": {"clientId": "…", "clientSecret": "…"}}}.
     * Tenants who connect one of them need no app of their own.
     */
    Optional<Path> apps();
}

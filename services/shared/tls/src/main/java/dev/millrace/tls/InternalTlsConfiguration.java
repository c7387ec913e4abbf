package dev.millrace.tls;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** TLS between the services. */
@ConfigMapping(prefix = "millrace.tls")
public interface InternalTlsConfiguration {

    /**
     * A folder with {@code tls.crt}, {@code tls.key} and {@code ca.crt} in PEM. With it the service answers by TLS alone, and trusts of the services that it calls
     * by {@code https} those that this authority has signed. Files that are replaced are taken up.
     */
    Optional<Path> folder();

    /** How often it is looked whether files were replaced. A kubelet takes a minute or so until it has replaced those of a Secret. */
    @WithDefault("PT30S")
    Duration lookEvery();

    /** The name that others call the service by, which the certificate has to have. Required with {@code folder}. */
    Optional<String> name();
}

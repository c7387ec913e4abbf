package dev.millrace.platform.secrets;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.Secret;
import java.util.Optional;

/** How secrets are encrypted. */
@ConfigMapping(prefix = "millrace.secrets")
interface SecretsConfiguration {

    /** The key that wraps the tenants' data keys: 32 random bytes, in base64. Services that keep no secret need none. */
    Optional<Secret<String>> key();

    /** The key that wrapped them until now, while it is being replaced: what it wrapped opens, and nothing new is wrapped by it. */
    Optional<Secret<String>> previousKey();
}

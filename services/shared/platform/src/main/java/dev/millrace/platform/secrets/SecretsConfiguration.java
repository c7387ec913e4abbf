package dev.millrace.platform.secrets;

import io.smallrye.config.ConfigMapping;

/** How secrets are encrypted. */
@ConfigMapping(prefix = "millrace.secrets")
interface SecretsConfiguration {

    /** The key that wraps the tenants' data keys: 32 random bytes, in base64. */
    String key();
}

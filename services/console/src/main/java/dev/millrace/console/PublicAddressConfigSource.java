package dev.millrace.console;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * What follows from the public address: behind one with {@code https}, whatever ends TLS before us, the session's cookies
 * are Secure and the login server sends people back by {@code https}.
 */
public class PublicAddressConfigSource implements ConfigSourceFactory {

    private static final int BELOW_APPLICATION_PROPERTIES = 200;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        ConfigValue address = context.getValue("millrace.console.public-url");
        boolean https = address != null
                && address.getValue() != null
                && address.getValue().startsWith("https:");
        String secure = Boolean.toString(https);
        return List.of(new PropertiesConfigSource(
                Map.of(
                        "quarkus.oidc.authentication.cookie-force-secure", secure,
                        "quarkus.oidc.authentication.force-redirect-https-scheme", secure),
                "follows from millrace.console.public-url",
                BELOW_APPLICATION_PROPERTIES));
    }
}

package dev.millrace.tls;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * What follows for Quarkus from {@code millrace.tls.folder}: a TLS configuration of the name {@link #NAME}, by which the service answers at the port that it
 * has and at no other, and by which its REST clients call.
 */
public class InternalTlsConfigSource implements ConfigSourceFactory {

    /** The name in Quarkus' registry of TLS configurations. */
    public static final String NAME = "internal";

    private static final String TLS = "quarkus.tls." + NAME + ".";
    private static final String REST_CLIENTS = "quarkus.rest-client.";
    private static final int BELOW_APPLICATION_PROPERTIES = 200;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        ConfigValue folder = context.getValue("millrace.tls.folder");
        if (folder == null || folder.getValue() == null || folder.getValue().isBlank()) {
            return List.of();
        }
        Map<String, String> settings = settings(new CertificateFolder(Path.of(folder.getValue())));
        if (hasRestClients(context)) {
            settings.put(REST_CLIENTS + "tls-configuration-name", NAME);
        }
        return List.of(
                new PropertiesConfigSource(settings, "follows from millrace.tls.folder", BELOW_APPLICATION_PROPERTIES));
    }

    /** Quarkus warns of settings that nothing reads. */
    private static boolean hasRestClients(ConfigSourceContext context) {
        Iterator<String> names = context.iterateNames();
        while (names.hasNext()) {
            if (names.next().startsWith(REST_CLIENTS)) {
                return true;
            }
        }
        return false;
    }

    private static Map<String, String> settings(CertificateFolder files) {
        Map<String, String> settings = new HashMap<>();
        settings.put(TLS + "key-store.pem.service.cert", files.certificate().toString());
        settings.put(TLS + "key-store.pem.service.key", files.key().toString());
        settings.put(TLS + "trust-store.pem.certs", files.authority().toString());
        settings.put(TLS + "trust-store.certificate-expiration-policy", "reject");
        settings.put("quarkus.http.tls-configuration-name", NAME);
        settings.put("quarkus.http.insecure-requests", "disabled");
        settings.put("quarkus.http.ssl-port", "${quarkus.http.port}");
        return settings;
    }
}

package dev.millrace.console;

import dev.millrace.local.tls.CertificateAuthority;
import dev.millrace.local.tls.SecuredServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** {@link FakeServices} of which those that are reached by TLS answer; the login server does not speak it. */
public class SecuredServices implements QuarkusTestResourceLifecycleManager {

    /** What every service answers. */
    static final String ANSWER = "{\"role\": \"VIEWER\", \"name\": \"Harbour\", \"items\": []}";

    private static Path own;
    private static Path others;
    private static SecuredServer services;

    private final FakeServices plain = new FakeServices();

    @Override
    public Map<String, String> start() {
        try {
            own = Files.createTempDirectory("own");
            others = Files.createTempDirectory("others");
            CertificateAuthority authority = CertificateAuthority.create("Millrace");
            authority.issue(own, CertificateAuthority.validNow(), "localhost");
            authority.issue(others, CertificateAuthority.validNow(), "localhost");
            services = SecuredServer.start(others, path -> ANSWER);
            Map<String, String> settings = new HashMap<>(plain.start());
            for (String service : new String[] {"tenant-management", "connector", "transform", "reporting"}) {
                settings.put("millrace.console.upstream." + service, services.address());
            }
            settings.put("millrace.tls.folder", own.toString());
            settings.put("millrace.tls.name", "localhost");
            settings.put("millrace.tls.look-every", "PT0.1S");
            settings.put("quarkus.http.test-ssl-port", "0");
            return settings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        plain.stop();
        if (services != null) {
            services.close();
        }
    }

    /** Writes a certificate for the console, which takes it up by itself. */
    static void replaceOwn(CertificateAuthority authority) throws IOException {
        authority.issue(own, CertificateAuthority.validNow(), "localhost");
    }

    /** Starts the services anew with a certificate. */
    static void show(CertificateAuthority.Validity validity, String name, CertificateAuthority authority)
            throws IOException {
        authority.issue(others, validity, name);
        services.restart();
    }
}

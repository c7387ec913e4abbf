package dev.millrace.deploychecks;

import dev.millrace.local.tls.CertificateAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The Secrets with certificates that an operator makes who has no cert-manager: one for each component, for its Service's name. */
final class Certificates {

    /** The key of a Secret with the authority's own certificate. */
    static final String CA = "ca.crt";

    private static final List<String> KEYS = List.of("tls.crt", "tls.key", CA);

    private Certificates() {}

    /** The name of the Secret that a component's pods mount. */
    static String secret(String service) {
        return service + "-tls";
    }

    /**
     * Makes those of all Services.
     *
     * @param folder where the files go before, each Secret's in one of its own
     */
    static Map<String, Map<String, String>> issue(CertificateAuthority authority, List<String> services, Path folder)
            throws IOException {
        Map<String, Map<String, String>> secrets = new HashMap<>();
        for (String service : services) {
            Path files = folder.resolve(service);
            authority.issue(files, CertificateAuthority.validNow(), service);
            Map<String, String> values = new HashMap<>();
            for (String key : KEYS) {
                values.put(key, Files.readString(files.resolve(key)));
            }
            secrets.put(secret(service), values);
        }
        return secrets;
    }
}

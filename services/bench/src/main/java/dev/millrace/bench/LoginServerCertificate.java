package dev.millrace.bench;

import dev.millrace.local.LocalPlatform;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** The login server is called by TLS, and its certificate expires and is renewed while everything runs. */
record LoginServerCertificate(ShownCertificate certificate, Duration time) implements Fault {

    private static final List<String> CALLERS =
            List.of("tenant-management", "connector", "sync-worker", "transform", "reporting", "console");

    /** The shortest time between two looks of Keycloak at its files. */
    private static final String RELOADED_AFTER = "31s";

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(500);

    @Override
    public String title() {
        return "keycloak: the certificate that it shows has expired for " + time.toSeconds() + " s";
    }

    @Override
    public FaultKind kind() {
        return FaultKind.CERTIFICATE;
    }

    @Override
    public void prepare(LocalPlatform platform) {
        platform.kill("keycloak");
        platform.startAgain(
                "keycloak",
                Map.of(
                        "KC_HTTPS_PORT", Integer.toString(platform.addresses().keycloakTls()),
                        "KC_HTTPS_CERTIFICATE_FILE", certificate.file("tls.crt").toString(),
                        "KC_HTTPS_CERTIFICATE_KEY_FILE",
                                certificate.file("tls.key").toString(),
                        "KC_HTTPS_CERTIFICATES_RELOAD_PERIOD", RELOADED_AFTER,
                        "KC_HTTP_MANAGEMENT_SCHEME", "http"));
        String address = "https://localhost:" + platform.addresses().keycloakTls();
        Map<String, String> environment = new HashMap<>(certificate.trusted());
        environment.put(
                "MILLRACE_OIDC_URL", address + platform.addresses().realmUrl().getPath());
        environment.put("MILLRACE_KEYCLOAK_URL", address);
        for (String caller : CALLERS) {
            platform.kill(caller);
            platform.startAgain(caller, environment);
        }
    }

    @Override
    public void happen(LocalPlatform platform) {
        certificate.expire();
        waitUntilShown(platform, false);
        Pause.of(time);
        certificate.renew();
        waitUntilShown(platform, true);
    }

    private static void waitUntilShown(LocalPlatform platform, boolean valid) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (isValid(platform.addresses().keycloakTls()) != valid) {
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException("Keycloak has not taken its certificate up.");
            }
            Pause.of(PAUSE);
        }
    }

    private static boolean isValid(int port) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Lenient()}, new SecureRandom());
            try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("localhost", port)) {
                socket.startHandshake();
                X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
                return shown.getNotAfter().toInstant().isAfter(Instant.now());
            }
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("Keycloak shows no certificate.", e);
        }
    }

    @Override
    public void cleanUp(LocalPlatform platform) {
        platform.kill("keycloak");
        platform.startAgain("keycloak");
        for (String caller : CALLERS) {
            platform.kill(caller);
            platform.startAgain(caller);
        }
    }

    /** Looks at any certificate. Nothing is said over such a connection. */
    private static final class Lenient extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            throw new CertificateException("nobody is a client here");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            checkClientTrusted(chain, type);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            checkClientTrusted(chain, type);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            // Whatever it is.
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
            // Whatever it is.
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            // Whatever it is.
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}

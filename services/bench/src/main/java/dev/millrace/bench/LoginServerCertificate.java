package dev.millrace.bench;

import dev.millrace.local.LocalPlatform;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;

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
        waitUntil(platform, false);
        Pause.of(time);
        certificate.renew();
        waitUntil(platform, true);
    }

    private void waitUntil(LocalPlatform platform, boolean accepted) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (isAccepted(platform.addresses().keycloakTls()) != accepted) {
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException("Keycloak has not taken its certificate up.");
            }
            Pause.of(PAUSE);
        }
    }

    /** Whether who trusts the authority is content with what Keycloak shows. */
    private boolean isAccepted(int port) {
        try (SSLSocket socket =
                (SSLSocket) certificate.callers().getSocketFactory().createSocket("localhost", port)) {
            socket.startHandshake();
            return true;
        } catch (SSLHandshakeException e) {
            return false;
        } catch (IOException e) {
            throw new IllegalStateException("Keycloak does not answer by TLS.", e);
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
}

package dev.millrace.bench;

import dev.millrace.local.LocalPlatform;
import dev.millrace.local.mail.MailServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Mail is sent by TLS alone, and the mail server's certificate expires and is renewed while everything runs. */
record MailServerCertificate(ShownCertificate certificate, Duration time) implements Fault {

    @Override
    public String title() {
        return "mail server: the certificate that it shows has expired for " + time.toSeconds() + " s";
    }

    @Override
    public FaultKind kind() {
        return FaultKind.CERTIFICATE;
    }

    @Override
    public void prepare(LocalPlatform platform) {
        platform.kill("mail");
        platform.startAgain(
                "mail", Map.of(MailServer.CERTIFICATE, certificate.folder().toString()));
        platform.kill("keycloak");
        platform.startAgain(
                "keycloak",
                Map.of("KC_TRUSTSTORE_PATHS", certificate.file("ca.crt").toString()));
        Map<String, String> environment = new HashMap<>(certificate.trusted());
        environment.put("MILLRACE_MAIL_START_TLS", "REQUIRED");
        platform.kill("tenant-management");
        platform.startAgain("tenant-management", environment);
    }

    @Override
    public void happen(LocalPlatform platform) {
        certificate.expire();
        Pause.of(time);
        certificate.renew();
    }

    @Override
    public void cleanUp(LocalPlatform platform) {
        for (String part : new String[] {"mail", "keycloak", "tenant-management"}) {
            platform.kill(part);
            platform.startAgain(part);
        }
    }
}

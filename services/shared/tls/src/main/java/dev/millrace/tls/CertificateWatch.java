package dev.millrace.tls;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.tls.CertificateUpdatedEvent;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Objects;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Until when the certificate is good that the service shows: the one that it has taken up, whatever lies in the folder. */
@ApplicationScoped
class CertificateWatch {

    private static final Logger LOG = Logger.getLogger(CertificateWatch.class);

    private final TlsConfigurationRegistry configurations;
    private final MeterRegistry meters;
    private volatile @Nullable X509Certificate certificate;

    CertificateWatch(TlsConfigurationRegistry configurations, MeterRegistry meters) {
        this.configurations = configurations;
        this.meters = meters;
    }

    void begin(@Observes StartupEvent event) {
        configurations.get(InternalTlsConfigSource.NAME).ifPresent(tls -> {
            Gauge.builder("millrace.certificate.left.seconds", this, CertificateWatch::secondsLeft)
                    .register(meters);
            look(tls);
        });
    }

    /** Comes each time that the files were read again, whether or not they are others. */
    void look(@Observes CertificateUpdatedEvent event) {
        if (event.name().equals(InternalTlsConfigSource.NAME)) {
            look(event.tlsConfiguration());
        }
    }

    private void look(TlsConfiguration tls) {
        X509Certificate now = shown(tls.getKeyStore());
        if (!now.equals(certificate)) {
            certificate = now;
            LOG.infof(
                    "others are shown the certificate %s, valid until %s",
                    now.getSerialNumber().toString(16), now.getNotAfter().toInstant());
        }
    }

    private static X509Certificate shown(KeyStore store) {
        try {
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias)) {
                    return (X509Certificate) Objects.requireNonNull(store.getCertificate(alias), "a key has one");
                }
            }
        } catch (KeyStoreException e) {
            throw new IllegalStateException(e);
        }
        throw new IllegalStateException("the registry holds no key");
    }

    private double secondsLeft() {
        X509Certificate shown = certificate;
        Instant now = InstantSource.system().instant();
        return shown == null
                ? Double.NaN
                : Duration.between(now, shown.getNotAfter().toInstant()).toSeconds();
    }
}

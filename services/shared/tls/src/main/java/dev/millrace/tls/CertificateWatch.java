package dev.millrace.tls;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.tls.CertificateUpdatedEvent;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes up a certificate that was replaced, and tells how long the one is good that the service shows, whatever lies in the folder.
 *
 * <p>The registry could look by itself. It would make the server begin anew each time that it looks, also where nothing is new, and also with a key that
 * does not belong to the certificate; for as long as that takes, or until it is mended, the server closes new connections.
 */
@ApplicationScoped
class CertificateWatch {

    private static final Logger LOG = Logger.getLogger(CertificateWatch.class);

    private final InternalTlsConfiguration configuration;
    private final TlsConfigurationRegistry configurations;
    private final Event<CertificateUpdatedEvent> replaced;
    private final MeterRegistry meters;
    private final Vertx vertx;
    private volatile @Nullable ShownCertificate shown;
    private volatile @Nullable Thread looking;

    CertificateWatch(
            InternalTlsConfiguration configuration,
            TlsConfigurationRegistry configurations,
            Event<CertificateUpdatedEvent> replaced,
            MeterRegistry meters,
            Vertx vertx) {
        this.configuration = configuration;
        this.configurations = configurations;
        this.replaced = replaced;
        this.meters = meters;
        this.vertx = vertx;
    }

    void begin(@Observes StartupEvent event) {
        configurations.get(InternalTlsConfigSource.NAME).ifPresent(tls -> {
            CertificateFolder files =
                    new CertificateFolder(configuration.folder().orElseThrow());
            Gauge.builder("millrace.certificate.left.seconds", this, CertificateWatch::secondsLeft)
                    .register(meters);
            show(tls);
            looking = Thread.ofVirtual().name("certificate").start(() -> lookAgainAndAgain(files, tls));
        });
    }

    void end(@Observes ShutdownEvent event) {
        Thread thread = looking;
        if (thread != null) {
            thread.interrupt();
        }
    }

    private void lookAgainAndAgain(CertificateFolder files, TlsConfiguration tls) {
        String taken = "";
        try {
            while (true) {
                Thread.sleep(configuration.lookEvery());
                taken = look(files, tls, taken);
            }
        } catch (InterruptedException e) {
            // The service ends.
        }
    }

    /** Gives what was taken up last: the files as they are now, or as they were before if these can't be used. */
    private String look(CertificateFolder files, TlsConfiguration tls, String taken) {
        try {
            String now = files.content();
            if (now.equals(taken)) {
                return taken;
            }
            if (!tls.reload()) {
                throw new IOException("they hold no certificate and key");
            }
            if (show(tls)) {
                replaced.fire(new CertificateUpdatedEvent(InternalTlsConfigSource.NAME, tls));
            }
            return now;
        } catch (IOException | IllegalStateException e) {
            LOG.errorf("the files in %s can't be taken up: %s", files.folder(), e.getMessage());
            return taken;
        }
    }

    /** Gives whether it is another than before. */
    private boolean show(TlsConfiguration tls) {
        try {
            ShownCertificate now = ShownCertificate.of(tls, vertx);
            boolean another = !now.equals(shown);
            if (another) {
                shown = now;
                LOG.infof("others are shown the certificate %s, valid until %s", now.serialNumber(), now.until());
            }
            return another;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private double secondsLeft() {
        ShownCertificate now = shown;
        return now == null
                ? Double.NaN
                : Duration.between(InstantSource.system().instant(), now.until())
                        .toSeconds();
    }
}

package dev.millrace.syncworker;

import dev.millrace.kernel.MillraceException;
import dev.millrace.work.ConnectorDescriptor;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Tells the control plane which connectors there are: until it has listened, and then every minute, as it forgets them. */
@ApplicationScoped
class Announcement {

    private static final Logger LOG = Logger.getLogger(Announcement.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration AGAIN = Duration.ofMinutes(1);

    private final Sources sources;
    private final ControlPlane controlPlane;
    private volatile boolean stopped;
    private volatile boolean heard;

    Announcement(Sources sources, ControlPlane controlPlane) {
        this.sources = sources;
        this.controlPlane = controlPlane;
    }

    void onStart(@Observes StartupEvent event) {
        Thread.ofVirtual().name("announcement").start(this::announce);
    }

    void onStop(@Observes ShutdownEvent event) {
        stopped = true;
    }

    boolean isHeard() {
        return heard;
    }

    private void announce() {
        Duration afterFailure = FIRST_PAUSE;
        while (!stopped) {
            Duration pause = AGAIN;
            try {
                for (ConnectorDescriptor descriptor : sources.descriptors()) {
                    controlPlane.announce(descriptor);
                }
                if (!heard) {
                    LOG.info("connectors announced");
                }
                heard = true;
                afterFailure = FIRST_PAUSE;
            } catch (MillraceException e) {
                LOG.warnf("connectors not announced: %s", e.getMessage());
                pause = afterFailure;
                afterFailure = afterFailure.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
                        ? afterFailure.multipliedBy(2)
                        : LONGEST_PAUSE;
            }
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}

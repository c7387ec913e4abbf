package dev.millrace.tenantmanagement;

import io.quarkus.test.Mock;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The time, until a test moves it on. */
@Mock
@ApplicationScoped
class MovableClock implements InstantSource {

    private volatile InstantSource source = InstantSource.system();

    @Override
    public Instant instant() {
        return source.instant();
    }

    /** Stops it at a time. */
    void standAt(Instant time) {
        source = InstantSource.fixed(time);
    }

    void move(Duration by) {
        standAt(instant().plus(by));
    }

    /** Lets it go again. */
    void run() {
        source = InstantSource.system();
    }
}

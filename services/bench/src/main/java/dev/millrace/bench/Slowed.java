package dev.millrace.bench;

import dev.millrace.local.LocalPlatform;
import java.time.Duration;
import java.time.Instant;

/** A part that gets a fifth of the time. */
record Slowed(String part, Duration time) implements Fault {

    private static final Duration HELD = Duration.ofMillis(400);
    private static final Duration LET_GO = Duration.ofMillis(100);

    @Override
    public String title() {
        return part + ": held still for four fifths of the time, " + time.toSeconds() + " s long";
    }

    @Override
    public FaultKind kind() {
        return FaultKind.SLOW;
    }

    @Override
    public void happen(LocalPlatform platform) {
        Instant end = Instant.now().plus(time);
        while (Instant.now().isBefore(end)) {
            platform.freeze(part);
            Pause.of(HELD);
            platform.thaw(part);
            Pause.of(LET_GO);
        }
    }
}

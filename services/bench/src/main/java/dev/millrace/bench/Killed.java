package dev.millrace.bench;

import dev.millrace.local.LocalPlatform;
import java.time.Duration;

/** A part that is gone at once, and comes back. */
record Killed(String part, Duration time) implements Fault {

    @Override
    public String title() {
        return part + ": kill -9, started again after " + time.toSeconds() + " s";
    }

    @Override
    public FaultKind kind() {
        return FaultKind.KILL;
    }

    @Override
    public void happen(LocalPlatform platform) {
        platform.kill(part);
        Pause.of(time);
        platform.startAgain(part);
    }
}

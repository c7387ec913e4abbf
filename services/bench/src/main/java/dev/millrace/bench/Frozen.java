package dev.millrace.bench;

import dev.millrace.local.LocalPlatform;
import java.time.Duration;

/** A part that is held still: its machine takes connections and bytes, and nobody answers. */
record Frozen(String part, Duration time) implements Fault {

    @Override
    public String title() {
        return part + ": answers nothing for " + time.toSeconds() + " s, connections stay open";
    }

    @Override
    public FaultKind kind() {
        return FaultKind.FREEZE;
    }

    @Override
    public void happen(LocalPlatform platform) {
        platform.freeze(part);
        Pause.of(time);
        platform.thaw(part);
    }
}

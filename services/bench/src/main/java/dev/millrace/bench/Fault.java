package dev.millrace.bench;

import dev.millrace.local.LocalPlatform;
import java.util.Optional;

/** Something that happens to a running platform, and passes. */
interface Fault {

    /** What it is called in the table: the part, what happens to it, and for how long. */
    String title();

    /** The name by which those of a kind are chosen. */
    FaultKind kind();

    /** What this machine lacks to try it, as a sentence; empty if it has everything. */
    default Optional<String> obstacle() {
        return Optional.empty();
    }

    /** Makes ready what the fault needs, before anybody watches. */
    default void prepare(LocalPlatform platform) {}

    /** Has it happen, and returns when it has passed. */
    void happen(LocalPlatform platform);

    /** Leaves the platform and the machine as they were, also after a fault that went wrong in the middle. */
    default void cleanUp(LocalPlatform platform) {}
}

package dev.millrace.syncworker;

import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Tells a run that it has to stop, and why. The first reason stays, except that fencing overrides all. */
final class StopSignal {

    /** Why a run stops. */
    enum Reason {
        /** The worker stops: at the next checkpoint. */
        HAND_BACK,
        /** A person asked for it: now, keeping what was committed. */
        CANCEL,
        /** Another attempt has the run: now, and without another word. */
        FENCED
    }

    private final CopyOnWriteArrayList<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile @Nullable Reason reason;
    private volatile long givenAtNanos;

    synchronized void give(Reason newReason) {
        if (reason == null || newReason == Reason.FENCED || reason == Reason.HAND_BACK) {
            if (reason == null) {
                givenAtNanos = System.nanoTime();
            }
            reason = newReason;
        }
        listeners.forEach(Runnable::run);
    }

    @Nullable
    Reason reason() {
        return reason;
    }

    boolean isGiven() {
        return reason != null;
    }

    /** Whether it can't wait for a checkpoint. */
    boolean isAtOnce() {
        Reason given = reason;
        return given == Reason.CANCEL || given == Reason.FENCED;
    }

    long nanosSinceGiven() {
        return isGiven() ? System.nanoTime() - givenAtNanos : 0;
    }

    /** Calls the listener each time the signal is given, and now if it was. */
    void onGiven(Runnable listener) {
        listeners.add(listener);
        if (isGiven()) {
            listener.run();
        }
    }
}

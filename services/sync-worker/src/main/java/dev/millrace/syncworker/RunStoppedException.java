package dev.millrace.syncworker;

/** Unwinds a run whose {@link StopSignal} was given. */
final class RunStoppedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RunStoppedException() {
        super("the run was told to stop", null, false, false);
    }
}

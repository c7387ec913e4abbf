package dev.millrace.work;

/** Where a stream is within a sync. */
public enum StreamState {
    WAITING,
    RUNNING,
    SUCCEEDED,
    FAILED
}

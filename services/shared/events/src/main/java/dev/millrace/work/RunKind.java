package dev.millrace.work;

/** What a worker is asked to do. */
public enum RunKind {
    /** See whether the configuration works, then list the streams: what connecting a source needs. */
    DISCOVER,
    /** Move rows. */
    SYNC
}

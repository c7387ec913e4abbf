package dev.millrace.syncworker.warehouse;

/** From where a load is to begin. */
enum Beginning {
    /** From the last checkpoint, if there is one. */
    ON,
    /** The same, but a new generation that was begun is begun again, as its columns were too narrow. */
    WIDENED,
    /** From nothing, in a new generation. */
    ANEW
}

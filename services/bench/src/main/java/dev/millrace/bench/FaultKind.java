package dev.millrace.bench;

/** Faults that are tried together, as {@code --faults=kill,disk} names them. */
enum FaultKind {
    KILL,
    FREEZE,
    SLOW,
    DISK,
    NETWORK,
    CLOCK,
    CERTIFICATE;

    /** What {@code --faults} means without names. */
    static final String ALL = "kill,freeze,slow,disk,network,clock,certificate";
}

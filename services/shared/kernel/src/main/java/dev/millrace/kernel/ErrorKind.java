package dev.millrace.kernel;

/** Who has to act on an error. */
public enum ErrorKind {
    /** The person or program that asked: the request is wrong or not allowed. */
    USER,
    /** The owner of the source: it refuses, is down, or gives what can't be read. */
    SOURCE,
    /** The owner of the destination: it refuses or is down. */
    DESTINATION,
    /** The operator: a limit, a disk or a dependency of the platform. */
    RESOURCE,
    /** Us: a bug. */
    INTERNAL
}

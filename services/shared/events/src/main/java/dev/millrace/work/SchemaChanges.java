package dev.millrace.work;

/** What a stream does when its source gets other fields. Whatever it is, nothing that was loaded is destroyed. */
public enum SchemaChanges {
    /** New fields become columns, and types widen. */
    FOLLOW,
    /** The columns stay as they are; new fields are not read. */
    FREEZE,
    /** As {@link #FREEZE}, until somebody has accepted the change. */
    ASK
}

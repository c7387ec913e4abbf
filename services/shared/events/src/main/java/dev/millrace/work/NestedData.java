package dev.millrace.work;

/** What becomes of lists inside a stream's JSON fields. */
public enum NestedData {
    /** They stay where they are. */
    JSON,
    /** They stay there, and each gets a table of its own beside the stream's, a row for each element. */
    TABLES
}

package dev.millrace.reporting.questions;

/** How an answer is shown. */
public enum Visualization {
    NUMBER,
    LINE,
    AREA,
    BAR,
    PIE,
    TABLE
}

package dev.millrace.work;

/**
 * Answers a progress report.
 *
 * @param cancelRequested a person asked to stop: commit what is whole, and complete with CANCELLED
 */
public record ProgressAnswer(boolean cancelRequested) {}

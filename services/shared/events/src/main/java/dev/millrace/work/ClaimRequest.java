package dev.millrace.work;

/**
 * A worker asks for a run: {@code POST /internal/v1/runs/{run}/claims}.
 *
 * @param worker the name of the worker, unique among those alive
 */
public record ClaimRequest(String worker) {}

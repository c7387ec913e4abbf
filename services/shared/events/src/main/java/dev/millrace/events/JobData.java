package dev.millrace.events;

import dev.millrace.kernel.RunId;

/** The data of every command: the run to take. All else is fetched with the claim, so that nothing secret travels. */
public record JobData(RunId runId) {}

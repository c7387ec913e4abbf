package dev.millrace.events;

import dev.millrace.kernel.TrialId;

/** The data of the command to try a manifest: the trial to take. All else is fetched with the claim. */
public record TrialJobData(TrialId trialId) {}

/**
 * Takes jobs from Kafka, claims their runs, and does them: discover a source, or move its rows into the tenant's
 * warehouse. {@link dev.millrace.syncworker.JobConsumer} takes, {@link dev.millrace.syncworker.RunExecutor} runs, and
 * everything that a run has to say goes to the control plane by HTTP.
 */
@NullMarked
package dev.millrace.syncworker;

import org.jspecify.annotations.NullMarked;

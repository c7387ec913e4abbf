/**
 * Programs of others as Jobs of Kubernetes, in a namespace of their own: the {@link dev.millrace.syncworker.programs.JobTemplate templates} are the
 * operator's, the worker fills in what is of one run, and a {@link dev.millrace.syncworker.relay.Relay} in the Job's pod speaks with the worker.
 */
@NullMarked
package dev.millrace.syncworker.programs;

import org.jspecify.annotations.NullMarked;

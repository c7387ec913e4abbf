/**
 * Loads rows into a tenant's warehouse. A load is begun with what the destination itself remembers, takes batches and
 * checkpoints, commits both together, and is finished when the rows in the destination are as many as were read.
 */
@NullMarked
package dev.millrace.syncworker.warehouse;

import org.jspecify.annotations.NullMarked;

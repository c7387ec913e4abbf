/** Runs: their states, leases, progress and logs. */
@NullMarked
package dev.millrace.connector.runs;

import org.jspecify.annotations.NullMarked;

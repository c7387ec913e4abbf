/** Runs of a project in a tenant's warehouse, in graph order. */
@NullMarked
package dev.millrace.transform.runs;

import org.jspecify.annotations.NullMarked;

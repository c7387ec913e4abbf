/** SQL projects: models with ref and source, and the graph that follows from these. */
@NullMarked
package dev.millrace.transform.projects;

import org.jspecify.annotations.NullMarked;

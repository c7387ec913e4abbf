/** Measures the whole product beside its peers. */
@NullMarked
package dev.millrace.bench;

import org.jspecify.annotations.NullMarked;

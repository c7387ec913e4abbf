/** Questions without SQL, their answers, and the cache of these. */
@NullMarked
package dev.millrace.reporting.questions;

import org.jspecify.annotations.NullMarked;

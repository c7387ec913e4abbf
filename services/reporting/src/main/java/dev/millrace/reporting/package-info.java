/** The program of reporting. */
@NullMarked
package dev.millrace.reporting;

import org.jspecify.annotations.NullMarked;

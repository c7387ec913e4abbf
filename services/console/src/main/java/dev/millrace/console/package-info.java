/** The front door: what all its parts share. */
@NullMarked
package dev.millrace.console;

import org.jspecify.annotations.NullMarked;

/** A whole workspace as one file, put together from what the services answer. */
@NullMarked
package dev.millrace.console.export;

import org.jspecify.annotations.NullMarked;

/** Uploaded files, in an object store. */
@NullMarked
package dev.millrace.connector.uploads;

import org.jspecify.annotations.NullMarked;

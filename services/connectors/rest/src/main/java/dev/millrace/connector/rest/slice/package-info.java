/** The parts of a stream, where they come from, and how far each has been read: partition routers and cursors. */
@NullMarked
package dev.millrace.connector.rest.slice;

import org.jspecify.annotations.NullMarked;

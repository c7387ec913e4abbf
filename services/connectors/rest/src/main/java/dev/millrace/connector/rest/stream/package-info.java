/** Streams: how their records are read page by page, slice by slice, and what they look like. */
@NullMarked
package dev.millrace.connector.rest.stream;

import org.jspecify.annotations.NullMarked;

/** The schema that a service works on. */
@NullMarked
package dev.millrace.platform.schema;

import org.jspecify.annotations.NullMarked;

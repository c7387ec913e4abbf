/** Errors as problem+json (RFC 9457). */
@NullMarked
package dev.millrace.platform.problem;

import org.jspecify.annotations.NullMarked;

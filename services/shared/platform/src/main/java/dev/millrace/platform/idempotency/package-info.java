/** Requests that create something, sent twice: the second gets the first one's answer. */
@NullMarked
package dev.millrace.platform.idempotency;

import org.jspecify.annotations.NullMarked;

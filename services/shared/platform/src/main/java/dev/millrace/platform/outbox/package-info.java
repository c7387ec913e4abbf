/** Events that are published if, and only if, the transaction that they tell of commits. */
@NullMarked
package dev.millrace.platform.outbox;

import org.jspecify.annotations.NullMarked;

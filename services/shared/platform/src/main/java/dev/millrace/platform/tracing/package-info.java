/** Which traces begin in a service, and how one goes on after it was stored. */
@NullMarked
package dev.millrace.platform.tracing;

import org.jspecify.annotations.NullMarked;

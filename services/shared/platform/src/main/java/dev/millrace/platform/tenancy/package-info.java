/** Who calls, which tenant the call is about, and what it may see. */
@NullMarked
package dev.millrace.platform.tenancy;

import org.jspecify.annotations.NullMarked;

/** Who did what, told to the audit log. */
@NullMarked
package dev.millrace.platform.audit;

import org.jspecify.annotations.NullMarked;

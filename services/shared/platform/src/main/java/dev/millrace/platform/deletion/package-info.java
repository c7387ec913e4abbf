/** What a service does when a tenant is deleted: it keeps still, and once the time to take it back is over, erases. */
@NullMarked
package dev.millrace.platform.deletion;

import org.jspecify.annotations.NullMarked;

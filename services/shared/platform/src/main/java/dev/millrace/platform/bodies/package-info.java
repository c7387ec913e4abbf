/** How large the bodies of requests may be. */
@NullMarked
package dev.millrace.platform.bodies;

import org.jspecify.annotations.NullMarked;

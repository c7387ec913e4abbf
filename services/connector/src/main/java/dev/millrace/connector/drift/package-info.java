/** How sources differ from what was known of them, and what became of that. */
@NullMarked
package dev.millrace.connector.drift;

import org.jspecify.annotations.NullMarked;

/** What workers call: claim, progress, completion. */
@NullMarked
package dev.millrace.connector.work;

import org.jspecify.annotations.NullMarked;

/** What a service was set by. */
@NullMarked
package dev.millrace.settings;

import org.jspecify.annotations.NullMarked;

/** What a service was set by. */
@NullMarked
package dev.millrace.platform.settings;

import org.jspecify.annotations.NullMarked;

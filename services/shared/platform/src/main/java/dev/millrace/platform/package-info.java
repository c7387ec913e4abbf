/** What every service with a database and an API of its own has in common. */
@NullMarked
package dev.millrace.platform;

import org.jspecify.annotations.NullMarked;

/** Authenticated encryption of what must not be read in the database, with a key for each tenant. */
@NullMarked
package dev.millrace.platform.secrets;

import org.jspecify.annotations.NullMarked;

/** Permissions that people give in the browser, by OAuth: for sources that they connect, and for those that need it anew. */
@NullMarked
package dev.millrace.connector.authorisations;

import org.jspecify.annotations.NullMarked;

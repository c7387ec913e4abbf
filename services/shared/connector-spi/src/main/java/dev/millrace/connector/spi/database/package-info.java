/** What connectors of databases share: the login, its form, reading by ranges of a key, and the words for what a server refuses. */
@NullMarked
package dev.millrace.connector.spi.database;

import org.jspecify.annotations.NullMarked;

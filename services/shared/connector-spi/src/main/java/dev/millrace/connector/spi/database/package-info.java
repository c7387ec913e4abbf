/** What connectors of databases share: the login, its form, and the words for what a server refuses. */
@NullMarked
package dev.millrace.connector.spi.database;

import org.jspecify.annotations.NullMarked;

/** For connectors whose records are JSON: from a JSON Schema to the type of a column, and from values of JSON to rows. */
@NullMarked
package dev.millrace.connector.spi.json;

import org.jspecify.annotations.NullMarked;

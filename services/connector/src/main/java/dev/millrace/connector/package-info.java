/** The program of the connector service. */
@NullMarked
package dev.millrace.connector;

import org.jspecify.annotations.NullMarked;

/** HTTP for connectors: requests that the egress guard lets through. */
@NullMarked
package dev.millrace.connector.spi.http;

import org.jspecify.annotations.NullMarked;

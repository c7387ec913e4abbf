/** What a tenant has connected: configuration, secrets, chosen streams, schedule. */
@NullMarked
package dev.millrace.connector.sources;

import org.jspecify.annotations.NullMarked;

/** Live progress: events of runs from Kafka to the browsers of the tenant, as server-sent events. */
@NullMarked
package dev.millrace.console.events;

import org.jspecify.annotations.NullMarked;

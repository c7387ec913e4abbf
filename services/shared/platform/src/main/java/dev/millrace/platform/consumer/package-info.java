/** Kafka consumers that handle each event once and keep their place. */
@NullMarked
package dev.millrace.platform.consumer;

import org.jspecify.annotations.NullMarked;

/** Jobs and facts that go over Kafka, as CloudEvents; their schemas and the AsyncAPI document are resources here. */
@NullMarked
package dev.millrace.events;

import org.jspecify.annotations.NullMarked;

/** From the bytes of an answer to values: decoders, and extractors, which find the records among them. */
@NullMarked
package dev.millrace.connector.rest.answer;

import org.jspecify.annotations.NullMarked;

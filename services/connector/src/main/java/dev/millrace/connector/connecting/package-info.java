/** The API of sources: connecting one, looking at it, changing it. */
@NullMarked
package dev.millrace.connector.connecting;

import org.jspecify.annotations.NullMarked;

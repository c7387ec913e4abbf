package dev.millrace.connector.singer;

import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A part of what a tap wrote, as a file of messages.
 *
 * @param file compressed by gzip
 * @param hasStreams whether it describes any, so that there is something to load
 * @param records how many it has
 * @param state the value of its last STATE, as JSON, which covers everything before it; null when it has none
 * @param waiting the streams with rows, in this part or in those before it, whose version the tap has not activated yet: the parts have to
 *     stay until it does
 */
public record MessagePart(
        Path file,
        boolean hasStreams,
        long records,
        @Nullable String state,
        Set<String> waiting) {

    public MessagePart {
        waiting = Set.copyOf(waiting);
    }
}

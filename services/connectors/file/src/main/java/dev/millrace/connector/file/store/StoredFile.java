package dev.millrace.connector.file.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file of a store, as it was when it was listed.
 *
 * @param name unique within the store: a path with slashes, or an address without its query
 * @param modified when its content was written, if the store tells
 * @param version another one whenever the content is another one; empty when the store does not tell
 * @param bytes its size, or -1 when the store does not tell
 */
public record StoredFile(String name, @Nullable Instant modified, String version, long bytes) {

    /** The name without its folders. */
    public String lastName() {
        return name.substring(name.lastIndexOf('/') + 1);
    }
}

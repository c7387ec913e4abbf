package dev.millrace.connector.spi;

import dev.millrace.kernel.UploadId;
import java.nio.file.Path;

/** Gives the files that a person uploaded. */
@FunctionalInterface
public interface Uploads {

    /**
     * The content of an upload as a local file, which is fetched when it is first asked for. It is the worker's: read
     * only.
     *
     * @throws dev.millrace.kernel.MillraceException when there is no such upload, or no room for it
     */
    Path file(UploadId upload);
}

package dev.millrace.connector.file.store;

import java.io.IOException;

/** Thrown when a file is no longer what it was when it was listed. */
public final class FileChangedException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Of the file of that name. */
    public FileChangedException(String name) {
        super(name + " was changed since it was listed");
    }
}

package dev.millrace.connector.file.store;

import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.io.IOException;

/** What all stores have to say in the same words. */
final class StoreMessages {

    private StoreMessages() {}

    static MillraceException nothingMatches(Object pattern, String place) {
        return new MillraceException(
                ErrorCode.SOURCE_EMPTY,
                "No file of " + place + " is named like \"" + pattern
                        + "\", or all of them are empty. Check folders, capital letters and asterisks: * stands for anything within a"
                        + " name, ** for folders too.");
    }

    static MillraceException tooMany(Object pattern, String place) {
        return new MillraceException(
                ErrorCode.INVALID_CONFIGURATION,
                "More than %,d files of %s are named like \"%s\". Name fewer, for instance those of one year."
                        .formatted(FileStore.MOST_FILES, place, pattern));
    }

    static MillraceException gone(String file) {
        return new MillraceException(
                ErrorCode.SOURCE_UNREADABLE,
                "There is no file " + file + ". Check its name, or take it out of the source.");
    }

    static MillraceException unreachable(String place, IOException cause) {
        return new MillraceException(
                ErrorCode.SOURCE_UNREACHABLE,
                place + " does not answer. Check the address, and that it can be reached from outside.",
                cause);
    }
}

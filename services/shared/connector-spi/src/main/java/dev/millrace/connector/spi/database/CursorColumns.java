package dev.millrace.connector.spi.database;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Which column of a table tells its new rows, by the names that people give such columns. */
public final class CursorColumns {

    /** Kept up to date with every change first, then set once; the best first. */
    private static final List<String> NAMES = Stream.of(
                    "updated_at modified_at last_modified last_updated last_update changed_at updatedat modifiedat",
                    "created_at inserted_at createdat created_on created")
            .flatMap(names -> Stream.of(names.split(" ")))
            .toList();

    private CursorColumns() {}

    /**
     * The best of them; empty when none has such a name.
     *
     * @param times names of the columns that hold dates with times
     */
    public static Optional<String> best(Collection<String> times) {
        return NAMES.stream()
                .flatMap(name -> times.stream()
                        .filter(column -> column.toLowerCase(Locale.ROOT).equals(name)))
                .findFirst();
    }
}

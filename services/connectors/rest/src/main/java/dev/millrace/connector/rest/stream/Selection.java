package dev.millrace.connector.rest.stream;

import java.util.Optional;
import java.util.Set;

/** Which fields of a stream somebody wants; all, as long as nobody says. Set before a read. */
final class Selection {

    private Optional<Set<String>> fields = Optional.empty();

    void of(Set<String> names) {
        fields = Optional.of(Set.copyOf(names));
    }

    Optional<Set<String>> fields() {
        return fields;
    }
}

package dev.millrace.connector.singer;

import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The programs that a connector lets one choose from.
 *
 * @param kind what they are called in messages and in the configuration, such as {@code tap}
 */
record ProgramChoice(String kind, Programs programs) {

    /** The names as the items of a JSON array. */
    String toJsonItems() {
        return programs.names().stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(", "));
    }

    /** Words by which the connector is found: some, and the programs' names. */
    List<String> keywords(String... words) {
        return Stream.concat(Stream.of(words), programs.names().stream()).toList();
    }

    /** The name, if there is such a program. */
    String require(String name) {
        if (!programs.names().contains(name)) {
            throw new MillraceException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "There is no " + kind + " \"" + name + "\" on the workers. Choose one of: "
                            + String.join(", ", programs.names()) + ".");
        }
        return name;
    }
}

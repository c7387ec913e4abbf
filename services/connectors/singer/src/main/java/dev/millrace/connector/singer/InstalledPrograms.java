package dev.millrace.connector.singer;

import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The programs that an operator has put into a folder.
 *
 * @param kind what they are called in messages and in the configuration: {@code tap} or {@code program}
 * @param names of their files, in order; at least one
 */
record InstalledPrograms(String kind, Path folder, List<String> names) {

    /** @throws IllegalArgumentException when the folder has none */
    static InstalledPrograms in(Path folder, String kind) {
        try (Stream<Path> files = Files.list(folder)) {
            List<String> names = files.filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("[A-Za-z0-9][A-Za-z0-9._-]*"))
                    .sorted()
                    .toList();
            if (names.isEmpty()) {
                throw new IllegalArgumentException("the folder of " + kind + "s has no executable file: " + folder);
            }
            return new InstalledPrograms(kind, folder.toAbsolutePath(), names);
        } catch (IOException e) {
            throw new UncheckedIOException("the folder of " + kind + "s can't be read: " + folder, e);
        }
    }

    /** The names as the items of a JSON array. */
    String toJsonItems() {
        return names.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(", "));
    }

    /** Words by which the connector is found: some, and the programs' names. */
    List<String> keywords(String... words) {
        return Stream.concat(Stream.of(words), names.stream()).toList();
    }

    Path find(String name) {
        if (!names.contains(name)) {
            throw new MillraceException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "There is no " + kind + " \"" + name + "\" on the workers. Choose one of: "
                            + String.join(", ", names) + ".");
        }
        return folder.resolve(name);
    }
}

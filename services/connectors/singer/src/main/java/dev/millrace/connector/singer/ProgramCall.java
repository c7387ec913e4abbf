package dev.millrace.connector.singer;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a program is started with.
 *
 * @param program its name
 * @param arguments in their order; texts of them are no secrets, contents of files may be
 * @param temporaryFolder of the session on the worker, for whoever needs one
 */
public record ProgramCall(String program, List<Argument> arguments, Path temporaryFolder) {

    /** What is in one place of the command line. */
    public sealed interface Argument {}

    /** A text. */
    public record Word(String text) implements Argument {}

    /**
     * The path of a file, which is made for the program and is gone after it.
     *
     * @param name without a folder
     * @param content what is in it, as UTF-8; holds secrets
     */
    public record InFile(String name, String content) implements Argument {

        @Override
        public String toString() {
            return "InFile[" + name + ", ***]";
        }
    }

    public ProgramCall {
        arguments = List.copyOf(arguments);
    }

    /** The files that have to be there before it starts. */
    public Stream<InFile> files() {
        return arguments.stream().filter(InFile.class::isInstance).map(InFile.class::cast);
    }

    /** The command line behind the program, where the files are in this folder. */
    public List<String> commandLine(String folder) {
        return arguments.stream()
                .map(argument -> switch (argument) {
                    case Word word -> word.text();
                    case InFile file -> folder + "/" + file.name();
                })
                .toList();
    }
}

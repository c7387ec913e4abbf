package dev.millrace.connector.singer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Executable files that an operator has put into a folder, each a program or a link to one. */
record ProgramFolder(Path folder, List<String> names) implements Programs {

    /** @throws IllegalArgumentException when the folder has none */
    static ProgramFolder of(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<String> names = files.filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("[A-Za-z0-9][A-Za-z0-9._-]*"))
                    .sorted()
                    .toList();
            if (names.isEmpty()) {
                throw new IllegalArgumentException("the folder of programs has no executable file: " + folder);
            }
            return new ProgramFolder(folder.toAbsolutePath(), names);
        } catch (IOException e) {
            throw new UncheckedIOException("the folder of programs can't be read: " + folder, e);
        }
    }

    @Override
    public RunningProgram start(ProgramCall call) throws IOException {
        // A folder of its own, so that nothing of one process is in the way of the next.
        Path own = Files.createTempDirectory(call.temporaryFolder(), "program-");
        for (ProgramCall.InFile file : call.files().toList()) {
            Files.writeString(
                    Files.createFile(
                            own.resolve(file.name()),
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))),
                    file.content());
        }
        List<String> command = new ArrayList<>();
        command.add(folder.resolve(call.program()).toString());
        command.addAll(call.commandLine(own.toString()));
        return LocalProgram.start(command, own);
    }
}

package dev.millrace.local;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a main class of this module is run in a JVM of its own. */
final class JavaProgram {

    private JavaProgram() {}

    /** The command line for a main class of this module, on the class path that the build noted for children. */
    static List<String> commandLine(Class<?> mainClass, List<String> jvmOptions, List<String> arguments) {
        List<String> commandLine = new ArrayList<>();
        commandLine.add(executable());
        commandLine.addAll(jvmOptions);
        commandLine.addAll(List.of("-cp", classPath(), mainClass.getName()));
        commandLine.addAll(arguments);
        return commandLine;
    }

    static String executable() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static String classPath() {
        try {
            Path here = Path.of(JavaProgram.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return here + File.pathSeparator + dependencies();
        } catch (URISyntaxException e) {
            throw new ServerFailedException("Could not find the class path of this module: " + e.getMessage(), e);
        }
    }

    /** The jars that the build noted, joined by the system's path separator. */
    static String dependencies() {
        return note("child-class-path");
    }

    /** A path, or several, that the build wrote beside the classes. */
    static String note(String name) {
        try (InputStream resource = JavaProgram.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new ServerFailedException(
                        "The module was built without its note " + name + ": build it with Maven (make build).");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

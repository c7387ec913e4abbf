package dev.millrace.syncworker.relay;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** How a program is run beside its relay. */
public final class ProgramScript {

    private static final String TEXT = read();

    private ProgramScript() {}

    private static String read() {
        try (InputStream script = Objects.requireNonNull(
                ProgramScript.class.getResourceAsStream("program.sh"), "the script is in the same jar")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What comes before a program and its arguments, to run it beside a relay.
     *
     * @param folder shared with the relay
     */
    public static List<String> before(String folder) {
        return List.of("/bin/sh", "-c", TEXT, "program.sh", folder);
    }
}

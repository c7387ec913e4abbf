package dev.millrace.bench;

import dev.millrace.local.LocalPlatform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The clock of one part jumps, and jumps back. How long something takes, which no calendar tells, goes on being measured truly.
 *
 * @param folder for the file that says how far
 * @param jump how far forward, or back
 */
record ClockJump(Path folder, String part, Duration jump, Duration time) implements Fault {

    private static final List<Path> LIBRARIES = List.of(
            Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"),
            Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1"));

    @Override
    public String title() {
        return part + ": its clock is " + jump.abs().toMinutes() + " minutes " + (jump.isNegative() ? "slow" : "fast")
                + " for " + time.toSeconds() + " s";
    }

    @Override
    public FaultKind kind() {
        return FaultKind.CLOCK;
    }

    @Override
    public Optional<String> obstacle() {
        return library().isPresent() ? Optional.empty() : Optional.of("There is no libfaketime.");
    }

    private static Optional<Path> library() {
        return LIBRARIES.stream().filter(Files::exists).findFirst();
    }

    /** Starts the part with a clock that can be moved: it looks once a second how far. */
    @Override
    public void prepare(LocalPlatform platform) {
        move(Duration.ZERO);
        platform.kill(part);
        platform.startAgain(
                part,
                Map.of(
                        "LD_PRELOAD",
                        library()
                                .orElseThrow(() -> new IllegalStateException("There is no libfaketime."))
                                .toString(),
                        "FAKETIME_TIMESTAMP_FILE",
                        offsetFile().toString(),
                        "FAKETIME_CACHE_DURATION",
                        "1",
                        "FAKETIME_DONT_FAKE_MONOTONIC",
                        "1"));
    }

    @Override
    public void happen(LocalPlatform platform) {
        move(jump);
        Pause.of(time);
        move(Duration.ZERO);
    }

    @Override
    public void cleanUp(LocalPlatform platform) {
        platform.kill(part);
        platform.startAgain(part);
    }

    private void move(Duration offset) {
        try {
            Files.writeString(offsetFile(), String.format(Locale.ROOT, "%+d%n", offset.toSeconds()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path offsetFile() {
        return folder.resolve("clock-offset");
    }
}

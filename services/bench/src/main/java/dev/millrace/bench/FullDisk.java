package dev.millrace.bench;

import dev.millrace.local.LocalPlatform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A disk of its own below a part's data, filled to the last byte by somebody else and freed again. A part that stopped of it is started
 * again then, as a supervisor does.
 *
 * @param folder for the disk and what it is an image of
 */
record FullDisk(Path folder, String part, Duration time) implements Fault {

    /** Enough for what a row of the table takes, with what the part writes ahead. */
    private static final String SIZE = "4G";

    private static final Duration PAUSE = Duration.ofMillis(100);

    @Override
    public String title() {
        return part + ": its disk is full for " + time.toSeconds() + " s, started again then if it has stopped";
    }

    @Override
    public FaultKind kind() {
        return FaultKind.DISK;
    }

    @Override
    public Optional<String> obstacle() {
        return Machine.obstacle("mkfs.ext4", "mount", "umount", "fallocate")
                .or(() -> Files.exists(Path.of("/dev/loop-control"))
                        ? Optional.empty()
                        : Optional.of("There are no loop devices."));
    }

    /** Moves the data onto the small disk, and leaves a link. */
    @Override
    public void prepare(LocalPlatform platform) {
        Path data = platform.dataFolder(part);
        Path disk = disk();
        Path image = image();
        unmount();
        Machine.run("truncate", "--size=" + SIZE, image.toString());
        Machine.run("mkfs.ext4", "-q", "-F", "-m", "0", image.toString());
        Machine.run("mkdir", "--parents", disk.toString());
        Machine.run("mount", "-o", "loop", image.toString(), disk.toString());
        platform.kill(part);
        // A part makes it with the first thing that it keeps.
        Machine.run("mkdir", "--parents", data.toString());
        Machine.run("mv", data.toString(), onDisk().toString());
        Machine.run("ln", "--symbolic", onDisk().toString(), data.toString());
        platform.startAgain(part);
    }

    @Override
    public void happen(LocalPlatform platform) {
        Instant end = Instant.now().plus(time);
        for (int files = 0; Instant.now().isBefore(end); files++) {
            fill(disk().resolve("ballast." + files));
            Pause.of(PAUSE);
        }
        free();
        if (!platform.isAlive(part)) {
            platform.kill(part);
            platform.startAgain(part);
        }
    }

    /** Takes what is free at present; what is given up in between is taken the next time. */
    private static void fill(Path file) {
        try {
            long free = Files.getFileStore(file.getParent()).getUsableSpace();
            // More than there is takes nothing: somebody else may have been faster.
            for (long length = free; length > 0; length /= 2) {
                if (Machine.succeeds("fallocate", "--length", Long.toString(length), file.toString())) {
                    return;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void free() {
        Machine.run("find", disk().toString(), "-maxdepth", "1", "-name", "ballast.*", "-delete");
    }

    @Override
    public void cleanUp(LocalPlatform platform) {
        Path data = platform.dataFolder(part);
        if (!Files.isSymbolicLink(data)) {
            return;
        }
        free();
        platform.kill(part);
        Machine.run("rm", data.toString());
        Machine.run("mv", onDisk().toString(), data.toString());
        unmount();
        Machine.run("rm", image().toString());
        platform.startAgain(part);
    }

    private void unmount() {
        while (Machine.succeeds("mountpoint", "-q", disk().toString())) {
            Machine.run("umount", disk().toString());
        }
    }

    private Path disk() {
        return folder.resolve(part + ".disk");
    }

    private Path image() {
        return folder.resolve(part + ".image");
    }

    private Path onDisk() {
        return disk().resolve(part);
    }
}

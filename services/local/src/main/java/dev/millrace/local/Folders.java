package dev.millrace.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folders outside the project: a cache of unpacked servers, and throw-away data that goes with its process. */
final class Folders {

    private Folders() {}

    /** What fills a folder of the cache. */
    @FunctionalInterface
    interface Filler {
        void fill(Path folder) throws IOException;
    }

    /**
     * A folder of the cache, filled once. It appears under its name only when it is complete, so a process that is
     * killed on the way leaves nothing that the next one would trust.
     */
    static Path cached(String name, Filler filler) {
        Path folder = cache().resolve(name);
        if (Files.isDirectory(folder)) {
            return folder;
        }
        try {
            Files.createDirectories(cache());
            Path lockFile = cache().resolve(name + ".lock");
            // The monitor is for threads of this JVM: a file lock holds off other processes only.
            synchronized (Folders.class) {
                try (FileChannel channel =
                                FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                        FileLock lock = channel.lock()) {
                    if (!lock.isValid() || Files.isDirectory(folder)) {
                        return folder;
                    }
                    Path partial = cache().resolve(name + ".partial");
                    delete(partial);
                    createPrivate(partial);
                    filler.fill(partial);
                    Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
                    return folder;
                }
            }
        } catch (IOException e) {
            throw new ServerFailedException("Could not prepare " + folder + ": " + e.getMessage(), e);
        }
    }

    /** A new folder for data that this process needs as long as it runs. What dead processes left is deleted first. */
    static Path throwaway(String name) {
        try {
            Path running = cache().resolve("running");
            Files.createDirectories(running);
            deleteLeftovers(running);
            return Files.createTempDirectory(running, ProcessHandle.current().pid() + "-" + name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void deleteLeftovers(Path running) throws IOException {
        try (Stream<Path> folders = Files.list(running)) {
            for (Path folder : folders.toList()) {
                String processId = folder.getFileName().toString().split("-", 2)[0];
                if (processId.chars().allMatch(Character::isDigit)
                        && ProcessHandle.of(Long.parseLong(processId)).isEmpty()) {
                    delete(folder);
                }
            }
        }
    }

    static Path createPrivate(Path folder) throws IOException {
        return Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                createPrivate(to.resolve(from.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(
                        file,
                        to.resolve(from.relativize(file)),
                        StandardCopyOption.COPY_ATTRIBUTES,
                        LinkOption.NOFOLLOW_LINKS);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Deletes a folder and all in it, also while a dying server still removes files of its own. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Deletes throw-away data; what can't be deleted now goes with the next start's leftovers. */
    static void deleteQuietly(Path folder) {
        try {
            delete(folder);
        } catch (IOException ignored) {
            // A dying server may still hold it.
        }
    }

    /** MILLRACE_CACHE, or the user's cache folder by the habits of the system, or the temporary folder without one. */
    static Path cache() {
        String chosen = System.getenv("MILLRACE_CACHE");
        if (chosen != null && !chosen.isBlank()) {
            return Path.of(chosen).toAbsolutePath();
        }
        String xdg = System.getenv("XDG_CACHE_HOME");
        if (xdg != null && !xdg.isBlank()) {
            return Path.of(xdg, "millrace").toAbsolutePath();
        }
        Path home = Path.of(System.getProperty("user.home", "/nonexistent"));
        if (Files.isWritable(home)) {
            return isMac() ? home.resolve("Library/Caches/millrace") : home.resolve(".cache/millrace");
        }
        return Path.of(System.getProperty("java.io.tmpdir"), "millrace-" + System.getProperty("user.name"));
    }

    static boolean isMac() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac");
    }
}

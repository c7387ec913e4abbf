package dev.millrace.connector.uploads;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.stream.Stream;

/** Files in a folder, which every replica must see. A file appears under its name only when it is whole. */
class FolderObjectStore implements ObjectStore {

    private static final int BUFFER_BYTES = 256 * 1024;
    /** The disk keeps this much, so that a full upload folder does not take the database down with it. */
    private static final long KEPT_FREE_BYTES = 200L * 1024 * 1024;

    private static final String TO_MEND = "give its disk room, or point millrace.connector.uploads.folder elsewhere";

    private final Path folder;
    private final long keptFreeBytes;

    FolderObjectStore(Path folder) {
        this(folder, KEPT_FREE_BYTES);
    }

    FolderObjectStore(Path folder, long keptFreeBytes) {
        this.folder = folder;
        this.keptFreeBytes = keptFreeBytes;
    }

    @Override
    public long write(String key, InputStream content, long largest) throws IOException {
        Path target = path(key);
        Path partial = target.resolveSibling(target.getFileName() + ".partial");
        try {
            onDisk(() -> Files.createDirectories(target.getParent()));
            long size = copy(content, partial, largest);
            onDisk(() -> Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE));
            return size;
        } catch (IOException | RuntimeException e) {
            discard(partial, e);
            throw e;
        }
    }

    private static void discard(Path partial, Exception reason) {
        try {
            Files.deleteIfExists(partial);
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    @Override
    public InputStream open(String key) throws IOException {
        return Files.newInputStream(path(key));
    }

    @Override
    public void delete(String key) throws IOException {
        Files.deleteIfExists(path(key));
    }

    @Override
    public void deleteAll(String name) throws IOException {
        Path whole = path(name);
        if (Files.notExists(whole)) {
            return;
        }
        try (Stream<Path> inside = Files.walk(whole)) {
            for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    private long copy(InputStream content, Path partial, long largest) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long size = 0;
        try (OutputStream out = onDisk(() -> Files.newOutputStream(partial))) {
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                int length = read;
                size += length;
                if (size > largest) {
                    throw UploadFailures.tooLarge(largest);
                }
                if (Files.getFileStore(partial).getUsableSpace() < keptFreeBytes) {
                    throw UploadFailures.full(TO_MEND, null);
                }
                onDisk(() -> {
                    out.write(buffer, 0, length);
                    return length;
                });
            }
        }
        return size;
    }

    /** Tells a disk that fails from a sender that does: only the latter's failures pass as they are. */
    private static <T> T onDisk(DiskAction<T> action) {
        try {
            return action.run();
        } catch (FileSystemException e) {
            throw isFull(e) ? UploadFailures.full(TO_MEND, e) : UploadFailures.unusable(TO_MEND, e);
        } catch (IOException e) {
            // What a write to an open file fails with has no class of its own; that there is no room is by far the most
            // frequent.
            throw UploadFailures.full(TO_MEND, e);
        }
    }

    private static boolean isFull(FileSystemException failure) {
        String reason = failure.getReason();
        return reason != null && (reason.contains("No space left") || reason.contains("quota"));
    }

    private interface DiskAction<T> {
        T run() throws IOException;
    }

    @Override
    public String toString() {
        return "the folder " + folder;
    }

    private Path path(String key) {
        return folder.resolve(key);
    }
}

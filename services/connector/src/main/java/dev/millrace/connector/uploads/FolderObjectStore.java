package dev.millrace.connector.uploads;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files in a folder, which every replica must see. A file appears under its name only when it is whole. */
class FolderObjectStore implements ObjectStore {

    private static final int BUFFER_BYTES = 256 * 1024;
    /** The disk keeps this much, so that a full upload folder does not take the database down with it. */
    private static final long KEPT_FREE_BYTES = 200L * 1024 * 1024;

    private static final String TO_MEND = "give its disk room, or point millrace.connector.uploads.folder elsewhere";

    private final Path folder;

    FolderObjectStore(Path folder) {
        this.folder = folder;
    }

    @Override
    public long write(String key, InputStream content, long largest) throws IOException {
        Path target = path(key);
        Files.createDirectories(target.getParent());
        Path partial = target.resolveSibling(target.getFileName() + ".partial");
        try {
            long size = copy(content, partial, largest);
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
            return size;
        } finally {
            Files.deleteIfExists(partial);
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

    private long copy(InputStream content, Path partial, long largest) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long size = 0;
        try (OutputStream out = Files.newOutputStream(partial)) {
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                size += read;
                if (size > largest) {
                    throw UploadFailures.tooLarge(largest);
                }
                if (Files.getFileStore(partial).getUsableSpace() < KEPT_FREE_BYTES) {
                    throw UploadFailures.full(TO_MEND, null);
                }
                writeChunk(out, buffer, read);
            }
        }
        return size;
    }

    private static void writeChunk(OutputStream out, byte[] buffer, int length) {
        try {
            out.write(buffer, 0, length);
        } catch (IOException e) {
            throw UploadFailures.full(TO_MEND, e);
        }
    }

    @Override
    public String toString() {
        return "the folder " + folder;
    }

    private Path path(String key) {
        return folder.resolve(key);
    }
}

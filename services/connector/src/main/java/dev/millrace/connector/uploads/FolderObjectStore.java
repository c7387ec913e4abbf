package dev.millrace.connector.uploads;

import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Files in a folder, which every replica must see. A file appears under its name only when it is whole. */
@ApplicationScoped
class FolderObjectStore implements ObjectStore {

    private static final Logger LOG = Logger.getLogger(FolderObjectStore.class);
    private static final int BUFFER_BYTES = 256 * 1024;
    /** The disk keeps this much, so that a full upload folder does not take the database down with it. */
    private static final long KEPT_FREE_BYTES = 200L * 1024 * 1024;

    private final UploadsConfiguration configuration;

    FolderObjectStore(UploadsConfiguration configuration) {
        this.configuration = configuration;
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
                    throw new MillraceException(
                            ErrorCode.TOO_LARGE,
                            "The file is larger than %d MB, the most that can be uploaded. Split it, or connect the database that it comes from."
                                    .formatted(largest / 1_000_000));
                }
                if (Files.getFileStore(partial).getUsableSpace() < KEPT_FREE_BYTES) {
                    throw full(null);
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
            throw full(e);
        }
    }

    private static MillraceException full(@Nullable IOException cause) {
        LOG.error(
                "the disk of the uploads is full: give it room, or point millrace.connector.uploads.folder elsewhere");
        return new MillraceException(
                ErrorCode.STORAGE_FULL,
                "There is no room for the file on the server right now. Nothing else is lost; the operator has been told. Try again later.",
                cause);
    }

    private Path path(String key) {
        return configuration.folder().resolve(key);
    }
}

package dev.millrace.syncworker;

import dev.millrace.connector.spi.Uploads;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.kernel.UploadId;
import dev.millrace.work.ClaimedRun;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fetches the files that a run needs into its folder, each once. */
final class RunUploads implements Uploads {

    /** Left free on the disk for everybody else. */
    private static final long SPARE_BYTES = 256L * 1024 * 1024;

    private static final int BUFFER_BYTES = 256 * 1024;
    private static final long BYTES_BETWEEN_CHECKS = 16L * 1024 * 1024;

    private final ControlPlane controlPlane;
    private final ClaimedRun run;
    private final Path folder;
    private final UploadCache cache;
    private final Map<UploadId, Path> files = new HashMap<>();
    private long bytesLeft;

    RunUploads(ControlPlane controlPlane, ClaimedRun run, Path folder, UploadCache cache, long maxBytes) {
        this.controlPlane = controlPlane;
        this.run = run;
        this.folder = folder;
        this.cache = cache;
        this.bytesLeft = maxBytes;
    }

    @Override
    public synchronized Path file(UploadId upload) {
        Path present = files.get(upload);
        if (present != null) {
            return present;
        }
        Path file = folder.resolve(upload.toString());
        if (!cache.link(run.tenantId(), upload, file)) {
            fetch(upload, file);
            cache.keep(run.tenantId(), upload, file);
        }
        files.put(upload, file);
        return file;
    }

    private void fetch(UploadId upload, Path file) {
        try (InputStream in = controlPlane.upload(run.runId(), upload, run.fencingToken());
                OutputStream out = onDisk(() -> Files.newOutputStream(file))) {
            byte[] buffer = new byte[BUFFER_BYTES];
            long unchecked = BYTES_BETWEEN_CHECKS;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                int length = read;
                bytesLeft -= length;
                unchecked += length;
                boolean full = unchecked >= BYTES_BETWEEN_CHECKS
                        && Files.getFileStore(folder).getUsableSpace() < SPARE_BYTES;
                unchecked = unchecked >= BYTES_BETWEEN_CHECKS ? 0 : unchecked;
                if (bytesLeft < 0 || full) {
                    throw noRoom(null);
                }
                onDisk(() -> {
                    out.write(buffer, 0, length);
                    return length;
                });
            }
        } catch (IOException e) {
            throw new MillraceException(
                    ErrorCode.PLATFORM_UNAVAILABLE, "The uploaded file could not be fetched. It is tried again.", e);
        }
    }

    private static <T> T onDisk(DiskAction<T> action) {
        try {
            return action.run();
        } catch (IOException e) {
            throw noRoom(e);
        }
    }

    private static MillraceException noRoom(@Nullable IOException cause) {
        return new MillraceException(
                ErrorCode.STORAGE_FULL,
                "There is no room for the uploaded file on the worker. Upload a smaller file, or ask the operator for more.",
                cause);
    }

    private interface DiskAction<T> {
        T run() throws IOException;
    }
}

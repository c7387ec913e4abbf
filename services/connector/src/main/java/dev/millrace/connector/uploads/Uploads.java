package dev.millrace.connector.uploads;

import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.kernel.TenantId;
import dev.millrace.kernel.UploadId;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;

/** Takes uploaded files in and gives them out. */
@ApplicationScoped
public class Uploads {

    private static final int LONGEST_NAME = 200;

    private final ObjectStore store;
    private final UploadsConfiguration configuration;

    Uploads(ObjectStore store, UploadsConfiguration configuration) {
        this.store = store;
        this.configuration = configuration;
    }

    /** Keeps a file of the tenant that the request is about. Its row is written when the file is whole. */
    Upload keep(TenantId tenant, String fileName, InputStream content) {
        UploadId id = UploadId.create();
        long size;
        try {
            size = store.write(key(tenant, id), content, configuration.largest().asLongValue());
        } catch (IOException e) {
            throw new MillraceException(
                    ErrorCode.INVALID_REQUEST,
                    "The upload of %s broke off. Nothing was kept; send it again.".formatted(plain(fileName)),
                    e);
        }
        try {
            return QuarkusTransaction.requiringNew().call(() -> record(id, fileName, size));
        } catch (RuntimeException e) {
            forget(tenant, id, e);
            throw e;
        }
    }

    private static Upload record(UploadId id, String fileName, long size) {
        Upload upload = new Upload();
        upload.id = id.value();
        upload.fileName = plain(fileName);
        upload.sizeBytes = size;
        upload.createdAt = Instant.now();
        upload.persist();
        return upload;
    }

    /** A file without its row would never be found again. */
    private void forget(TenantId tenant, UploadId id, RuntimeException reason) {
        try {
            store.delete(key(tenant, id));
        } catch (IOException | RuntimeException e) {
            reason.addSuppressed(e);
        }
    }

    /**
     * Refuses ids that are not uploads of the tenant that the current transaction sees, and files that together are more than a
     * worker takes.
     */
    public void requireOwn(List<UploadId> ids) {
        long together = 0;
        for (UploadId id : ids) {
            together += requireOwn(id);
        }
        long largest = configuration.largest().asLongValue();
        if (together > largest) {
            throw new MillraceException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "The files are larger than %d MB together, the most that a source may have. Connect some of them as another source."
                            .formatted(largest / 1_000_000));
        }
    }

    /** Refuses an id that is no upload of the tenant that the current transaction sees, and keeps it until its end; its size in bytes. */
    public long requireOwn(UploadId id) {
        return Upload.<Upload>find("id", id.value())
                .withLock(LockModeType.PESSIMISTIC_READ)
                .firstResultOptional()
                .map(upload -> upload.sizeBytes)
                .orElseThrow(() -> new MillraceException(
                        ErrorCode.INVALID_CONFIGURATION, "There is no upload " + id + ". Upload the file first."));
    }

    /** The bytes of a file. */
    public InputStream open(TenantId tenant, UploadId id) {
        try {
            return store.open(key(tenant, id));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes a file, then its row: what fails in between is tried again. */
    void delete(TenantId tenant, UploadId id) {
        try {
            store.delete(key(tenant, id));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Upload.delete("id", id.value());
    }

    private static String key(TenantId tenant, UploadId id) {
        return folder(tenant) + "/" + id;
    }

    /** Where all files of a tenant are. */
    static String folder(TenantId tenant) {
        return tenant.toString();
    }

    /** The name without a path and without what a terminal or a page could take for more than a name. */
    private static String plain(String fileName) {
        String name = fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1)
                .replaceAll("\\p{Cntrl}", "")
                .strip();
        if (name.isEmpty()) {
            return "file";
        }
        return name.length() > LONGEST_NAME ? name.substring(name.length() - LONGEST_NAME) : name;
    }
}

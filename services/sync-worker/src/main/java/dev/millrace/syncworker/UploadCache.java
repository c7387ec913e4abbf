package dev.millrace.syncworker;

import dev.millrace.kernel.TenantId;
import dev.millrace.kernel.UploadId;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Uploads that a run has fetched, for the run that comes next: a source is read right after it was looked at. An upload never
 * changes. Runs get links, so that a file may go from here while it is read.
 */
@ApplicationScoped
class UploadCache {

    private static final Logger LOG = Logger.getLogger(UploadCache.class);

    /** Long enough for somebody to look at what was found, and start the first sync. */
    private static final Duration KEPT = Duration.ofMinutes(10);

    private record Key(TenantId tenant, UploadId upload) {}

    private record Entry(Path file, long bytes, Instant kept) {}

    /** The longest kept first. */
    private final Map<Key, Entry> entries = new LinkedHashMap<>();

    private final WorkerFolder folders;
    private final long mostBytes;
    private @Nullable Path folder;

    @Inject
    UploadCache(WorkerFolder folders, SyncWorkerConfiguration configuration) {
        this(folders, configuration.keptUploads().asLongValue());
    }

    UploadCache(WorkerFolder folders, long mostBytes) {
        this.folders = folders;
        this.mostBytes = mostBytes;
    }

    /** Puts a link to the upload at a path; false when it is not here. */
    synchronized boolean link(TenantId tenant, UploadId upload, Path link) {
        Entry entry = entries.get(new Key(tenant, upload));
        if (entry == null) {
            return false;
        }
        try {
            Files.createLink(link, entry.file());
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            LOG.debugf("upload %s is fetched again: %s", upload, e.getMessage());
            return false;
        }
    }

    /** Keeps a whole upload that was fetched, if there is room. */
    synchronized void keep(TenantId tenant, UploadId upload, Path file) {
        Key key = new Key(tenant, upload);
        try {
            long bytes = Files.size(file);
            forgetUntil(mostBytes - bytes);
            if (bytes > mostBytes || entries.containsKey(key)) {
                return;
            }
            Path kept = folder().resolve(upload.toString());
            Files.createLink(kept, file);
            entries.put(key, new Entry(kept, bytes, Instant.now()));
        } catch (IOException | UnsupportedOperationException e) {
            LOG.debugf("upload %s is not kept: %s", upload, e.getMessage());
        }
    }

    private Path folder() throws IOException {
        Path present = folder;
        if (present == null) {
            present = folders.create("uploads");
            folder = present;
        }
        return present;
    }

    /** Makes room, and lets go what was kept long enough. */
    private void forgetUntil(long bytesLeft) throws IOException {
        long present = entries.values().stream().mapToLong(Entry::bytes).sum();
        Instant old = Instant.now().minus(KEPT);
        for (Iterator<Entry> oldest = entries.values().iterator(); oldest.hasNext(); ) {
            Entry entry = oldest.next();
            if (present <= bytesLeft && entry.kept().isAfter(old)) {
                return;
            }
            Files.deleteIfExists(entry.file());
            present -= entry.bytes();
            oldest.remove();
        }
    }

    @PreDestroy
    synchronized void clear() {
        try {
            forgetUntil(-1);
            if (folder != null) {
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

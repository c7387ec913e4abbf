package dev.millrace.connector.uploads;

import dev.millrace.kernel.TenantId;
import dev.millrace.platform.deletion.DeletionStep;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Deletes the files of a tenant that has ended, those too that have no row because something broke off. */
@ApplicationScoped
class UploadErasure implements DeletionStep {

    private final ObjectStore store;

    UploadErasure(ObjectStore store) {
        this.store = store;
    }

    @Override
    public void erase(TenantId tenant) {
        try {
            store.deleteAll(Uploads.folder(tenant));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

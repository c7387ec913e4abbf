package dev.millrace.connector.uploads;

import dev.millrace.kernel.TenantId;
import dev.millrace.kernel.UploadId;
import dev.millrace.platform.tenancy.TenantScope;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Deletes uploads that no source is configured with: a target sends one part after another, and sources are deleted. */
@ApplicationScoped
public class UploadSweeper {

    private static final Logger LOG = Logger.getLogger(UploadSweeper.class);

    /** Whoever has sent a file connects it within that time, and a run that has begun with it has fetched it. */
    private static final Duration KEPT = Duration.ofDays(1);

    private static final int BATCH = 200;

    /** A client may write an id in capital letters. */
    private static final String UNUSED = """
            not exists (
                select 1 from sources
                where sources.tenant_id = uploads.tenant_id
                  and lower(sources.configuration ->> 'uploads') like '%' || uploads.id || '%')""";

    private final Uploads uploads;
    private final TenantScope scope;
    private final EntityManager entities;

    UploadSweeper(Uploads uploads, TenantScope scope, EntityManager entities) {
        this.uploads = uploads;
        this.scope = scope;
        this.entities = entities;
    }

    @Scheduled(every = "10m", concurrentExecution = ConcurrentExecution.SKIP)
    void sweep() {
        sweep(Instant.now());
    }

    /** Deletes what is old enough at that time. */
    public void sweep(Instant now) {
        List<?> unused = scope.acrossTenants(() -> entities.createNativeQuery(
                        "select tenant_id, id from uploads where created_at < :time and " + UNUSED + " limit " + BATCH)
                .setParameter("time", now.minus(KEPT))
                .getResultList());
        for (Object row : unused) {
            TenantId tenant = TenantId.fromString((String) ((Object[]) row)[0]);
            UploadId id = new UploadId((UUID) ((Object[]) row)[1]);
            try {
                scope.runWithin(tenant, () -> deleteIfStillUnused(tenant, id));
            } catch (RuntimeException e) {
                LOG.warnf("upload %s was not deleted and is tried again: %s", id, e.getMessage());
            }
        }
    }

    /** Whoever connects the file meanwhile holds its row, and is seen once that is let go. */
    private void deleteIfStillUnused(TenantId tenant, UploadId id) {
        entities.createNativeQuery("select id from uploads where id = :id for update")
                .setParameter("id", id.value())
                .getResultList();
        boolean unused = !entities.createNativeQuery("select id from uploads where id = :id and " + UNUSED)
                .setParameter("id", id.value())
                .getResultList()
                .isEmpty();
        if (unused) {
            uploads.delete(tenant, id);
        }
    }
}

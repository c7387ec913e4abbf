package dev.millrace.connector.scheduling;

import dev.millrace.connector.runs.Runs;
import dev.millrace.kernel.TenantId;
import dev.millrace.platform.deletion.DeletionStep;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Cancels what a deleted tenant has waiting and running; a worker hears of it with its next report. */
@ApplicationScoped
class DeletedTenantRuns implements DeletionStep {

    private static final Logger LOG = Logger.getLogger(DeletedTenantRuns.class);

    private final Runs runs;

    DeletedTenantRuns(Runs runs) {
        this.runs = runs;
    }

    @Override
    public void stop(TenantId tenant) {
        LOG.infof("%d runs of the deleted tenant are cancelled", runs.cancelAll());
    }
}

package dev.millrace.platform.audit;

import dev.millrace.events.AuditRecord;
import dev.millrace.events.EventTypes;
import dev.millrace.events.Topics;
import dev.millrace.platform.outbox.Outbox;
import dev.millrace.platform.tenancy.Membership;
import dev.millrace.platform.tenancy.TenantContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Tells the audit log of tenant-management what somebody did, with the transaction that does it. */
@ApplicationScoped
public class Audit {

    private final Outbox outbox;
    private final TenantContext context;

    Audit(Outbox outbox, TenantContext context) {
        this.outbox = outbox;
        this.context = context;
    }

    /**
     * Records an action of the current caller in the current tenant.
     *
     * @param action past tense, kebab case: {@code source-connected}
     * @param object the name of what it was done to
     * @param details further facts; no secret
     */
    public void record(String action, String object, Map<String, String> details) {
        String actor = context.membership().map(Membership::name).orElse("Millrace");
        outbox.publish(
                Topics.AUDIT_EVENTS,
                EventTypes.AUDITED,
                context.tenant(),
                null,
                new AuditRecord(actor, action, object, details));
    }
}

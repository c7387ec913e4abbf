package dev.millrace.tenantmanagement.audit;

import dev.millrace.events.AuditRecord;
import dev.millrace.events.EventTypes;
import dev.millrace.events.MillraceEvent;
import dev.millrace.events.Topics;
import dev.millrace.platform.consumer.EventHandler;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** Writes down what every service says that somebody did. */
@ApplicationScoped
class AuditRecorder implements EventHandler {

    @Override
    public String topic() {
        return Topics.AUDIT_EVENTS;
    }

    @Override
    public String name() {
        return "audit-recorder";
    }

    @Override
    public Set<String> types() {
        return Set.of(EventTypes.AUDITED);
    }

    @Override
    public void handle(MillraceEvent event) {
        AuditRecord said = event.dataAs(AuditRecord.class);
        AuditEvent entry = new AuditEvent();
        entry.id = event.id();
        entry.at = event.time();
        entry.actor = said.actor();
        entry.action = said.action();
        entry.object = said.object();
        entry.details = said.details();
        entry.persist();
    }
}

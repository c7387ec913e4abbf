package dev.millrace.events;

import java.util.Map;

/**
 * The data of {@code dev.millrace.audit.recorded}.
 *
 * @param actor who: a name that a person of the tenant recognises
 * @param action what, past tense in kebab case: {@code source-connected}
 * @param object on what: a name that a person of the tenant recognises
 * @param details further facts; no secret
 */
public record AuditRecord(String actor, String action, String object, Map<String, String> details) {

    public AuditRecord {
        details = Map.copyOf(details);
    }
}

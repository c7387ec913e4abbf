package dev.millrace.tenantmanagement;

import dev.millrace.kernel.TenantId;
import dev.millrace.platform.deletion.DeletionStep;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A part of erasing that fails for some tenants until a test lets it work. */
@ApplicationScoped
class StubbornStep implements DeletionStep {

    private final Set<TenantId> refused = ConcurrentHashMap.newKeySet();

    void refuse(TenantId tenant) {
        refused.add(tenant);
    }

    void relent() {
        refused.clear();
    }

    @Override
    public void erase(TenantId tenant) {
        if (refused.contains(tenant)) {
            throw new IllegalStateException("not yet");
        }
    }
}

package dev.millrace.console.events;

import dev.millrace.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Who listens to which tenant. Safe for use by several threads. */
@ApplicationScoped
class LiveEvents {

    private final ConcurrentHashMap<TenantId, Set<Consumer<LiveEvent>>> listeners = new ConcurrentHashMap<>();

    /** Listens until the answer is run. The listener must not block. */
    Runnable listen(TenantId tenant, Consumer<LiveEvent> listener) {
        listeners.compute(tenant, (ignored, present) -> {
            Set<Consumer<LiveEvent>> all = present == null ? ConcurrentHashMap.newKeySet() : present;
            all.add(listener);
            return all;
        });
        return () -> listeners.computeIfPresent(tenant, (ignored, present) -> {
            present.remove(listener);
            return present.isEmpty() ? null : present;
        });
    }

    /** Tells those who listen to the event's tenant, and nobody else. */
    void publish(LiveEvent event) {
        listeners.getOrDefault(event.tenant(), Set.of()).forEach(listener -> listener.accept(event));
    }

    int listeningTenants() {
        return listeners.size();
    }
}

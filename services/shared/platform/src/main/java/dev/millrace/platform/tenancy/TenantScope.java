package dev.millrace.platform.tenancy;

import dev.millrace.kernel.TenantId;
import io.quarkus.arc.Arc;
import io.quarkus.arc.InjectableContext.ContextState;
import io.quarkus.arc.ManagedContext;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a piece of work in a transaction of its own that sees one tenant's rows, or every tenant's: for background work
 * and for calls between services. Requests to a tenant's data get their tenant from the path instead.
 */
@ApplicationScoped
public class TenantScope {

    private final TenantContext context;

    TenantScope(TenantContext context) {
        this.context = context;
    }

    /** Work on one tenant's rows. */
    public <T> T within(TenantId tenant, Supplier<T> work) {
        return inNewContext(current -> current.enter(tenant), work);
    }

    /** Work on one tenant's rows that returns nothing. */
    public void runWithin(TenantId tenant, Runnable work) {
        inNewContext(current -> current.enter(tenant), () -> {
            work.run();
            return Boolean.TRUE;
        });
    }

    /** The platform's own work across tenants: sweeps, look-ups by a secret token. Nothing of a request may widen it. */
    public <T> T acrossTenants(Supplier<T> work) {
        return inNewContext(TenantContext::enterEveryTenant, work);
    }

    private <T> T inNewContext(Consumer<TenantContext> enter, Supplier<T> work) {
        ManagedContext requests = Arc.container().requestContext();
        @Nullable ContextState outer = requests.getStateIfActive();
        requests.activate();
        try {
            enter.accept(context);
            return QuarkusTransaction.requiringNew().call(work::get);
        } finally {
            requests.terminate();
            if (outer != null) {
                requests.activate(outer);
            }
        }
    }
}

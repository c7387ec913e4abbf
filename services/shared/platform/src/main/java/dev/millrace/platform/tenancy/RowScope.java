package dev.millrace.platform.tenancy;

import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * Work on a row by callers who know its id and not its tenant: services that answer for every tenant, such as workers.
 * No request of a person gets here.
 */
@ApplicationScoped
public class RowScope {

    private final TenantScope scope;
    private final EntityManager entities;

    RowScope(TenantScope scope, EntityManager entities) {
        this.scope = scope;
        this.entities = entities;
    }

    /**
     * Work in a transaction that sees the rows of that tenant only whose row this is.
     *
     * @param table a table of the service's own with the columns {@code id} and {@code tenant_id}; never input
     * @param thing what a row of it is, for the answer if there is none
     * @throws MillraceException {@link ErrorCode#NOT_FOUND} if there is no such row
     */
    public <T> T withinTenantOf(String table, String thing, UUID id, Function<TenantId, T> work) {
        List<?> found = scope.acrossTenants(
                () -> entities.createNativeQuery("select tenant_id from " + table + " where id = :id")
                        .setParameter("id", id)
                        .getResultList());
        if (found.isEmpty()) {
            throw new MillraceException(ErrorCode.NOT_FOUND, "There is no such " + thing + ".");
        }
        TenantId tenant = TenantId.fromString((String) found.getFirst());
        return scope.within(tenant, () -> work.apply(tenant));
    }
}

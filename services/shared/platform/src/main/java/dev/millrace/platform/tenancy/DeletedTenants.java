package dev.millrace.platform.tenancy;

import dev.millrace.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;

/** What this service knows of deleted tenants. A service that uses it has the table {@code deleted_tenants}. */
@ApplicationScoped
public class DeletedTenants {

    private final EntityManager entities;

    DeletedTenants(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * A condition for a sweep over all tenants, which leaves the rows of deleted ones alone.
     *
     * @param column a table's {@code tenant_id}, with the table's name; never input
     */
    public static String ofLiving(String column) {
        return " not exists (select from deleted_tenants where deleted_tenants.id = " + column + ") ";
    }

    /** Whether the tenant that the current transaction sees was deleted, be it that it can still be taken back. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean contains(TenantId tenant) {
        return !find("select 1 from deleted_tenants where id = :tenant", tenant).isEmpty();
    }

    /**
     * Whether nothing of the tenant may be written any more. Until the current transaction ends, the tenant does not end: what
     * it writes is there for the erasure to find.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean hasEnded(TenantId tenant) {
        List<?> ended = find("select ended_at is not null from deleted_tenants where id = :tenant for share", tenant);
        return !ended.isEmpty() && (Boolean) ended.getFirst();
    }

    /** Notes that the tenant was deleted; it may be taken back. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void add(TenantId tenant) {
        update("insert into deleted_tenants (id) values (:tenant) on conflict do nothing", tenant);
    }

    /** Notes that the tenant was taken back. One that has ended stays so. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void remove(TenantId tenant) {
        update("delete from deleted_tenants where id = :tenant and ended_at is null", tenant);
    }

    /** Notes that the tenant can't be taken back any more, for good. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void end(TenantId tenant) {
        update(
                "insert into deleted_tenants (id, ended_at) values (:tenant, now())"
                        + " on conflict (id) do update set ended_at = coalesce(deleted_tenants.ended_at, now())",
                tenant);
    }

    private List<?> find(String query, TenantId tenant) {
        return entities.createNativeQuery(query)
                .setParameter("tenant", tenant.toString())
                .getResultList();
    }

    private void update(String statement, TenantId tenant) {
        entities.createNativeQuery(statement)
                .setParameter("tenant", tenant.toString())
                .executeUpdate();
    }
}

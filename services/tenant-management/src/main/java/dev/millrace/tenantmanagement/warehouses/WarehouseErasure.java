package dev.millrace.tenantmanagement.warehouses;

import dev.millrace.kernel.TenantId;
import dev.millrace.platform.deletion.DeletionStep;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.sql.SQLException;
import java.util.List;

/** Drops the warehouse of a tenant that has ended. Its row, without which nobody would find it again, goes afterwards. */
@ApplicationScoped
class WarehouseErasure implements DeletionStep {

    private final EntityManager entities;
    private final WarehouseServer server;

    WarehouseErasure(EntityManager entities, WarehouseServer server) {
        this.entities = entities;
        this.server = server;
    }

    @Override
    public void erase(TenantId tenant) {
        List<?> databases = entities.createNativeQuery("select database_name from warehouses where tenant_id = :tenant")
                .setParameter("tenant", tenant.toString())
                .getResultList();
        for (Object database : databases) {
            try {
                server.drop((String) database);
            } catch (SQLException e) {
                throw new IllegalStateException("the warehouse %s could not be dropped".formatted(database), e);
            }
        }
    }
}

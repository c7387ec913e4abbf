package dev.millrace.tenantmanagement.warehouses;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

/** The warehouses that no tenant has yet. */
@ApplicationScoped
class WarehousePool {

    private final EntityManager entities;
    private final WarehouseConfiguration configuration;

    WarehousePool(EntityManager entities, WarehouseConfiguration configuration) {
        this.entities = entities;
        this.configuration = configuration;
    }

    @Transactional
    long size() {
        return ((Number) entities.createNativeQuery("select count(*) from warehouses where tenant_id is null")
                        .getSingleResult())
                .longValue();
    }

    @Transactional
    void add(String database) {
        entities.createNativeQuery("insert into warehouses (database_name, host, port, created_at)"
                        + " values (:name, :host, :port, now())")
                .setParameter("name", database)
                .setParameter("host", configuration.host())
                .setParameter("port", configuration.port())
                .executeUpdate();
    }

    /** Takes one for the current transaction: another sign-up at the same time takes another one. */
    @Transactional(Transactional.TxType.MANDATORY)
    Optional<String> take() {
        List<?> found = entities.createNativeQuery("select database_name from warehouses where tenant_id is null"
                        + " order by created_at limit 1 for update skip locked")
                .getResultList();
        return found.stream().findFirst().map(String.class::cast);
    }
}

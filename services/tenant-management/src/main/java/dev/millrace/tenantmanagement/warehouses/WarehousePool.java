package dev.millrace.tenantmanagement.warehouses;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

/** The warehouses that no tenant has yet. */
@ApplicationScoped
class WarehousePool {

    /** Far longer than the statements that make one may take together. */
    private static final int LONGEST_MAKING_MINUTES = 10;

    private final EntityManager entities;
    private final WarehouseConfiguration configuration;

    WarehousePool(EntityManager entities, WarehouseConfiguration configuration) {
        this.entities = entities;
        this.configuration = configuration;
    }

    @Transactional
    long size() {
        return ((Number) entities.createNativeQuery("select count(*) from warehouses where tenant_id is null and ready")
                        .getSingleResult())
                .longValue();
    }

    /** Notes that a database is about to be made, whatever becomes of the current transaction. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    void begin(String database) {
        entities.createNativeQuery("insert into warehouses (database_name, host, port, created_at, ready)"
                        + " values (:name, :host, :port, now(), false)")
                .setParameter("name", database)
                .setParameter("host", configuration.host())
                .setParameter("port", configuration.port())
                .executeUpdate();
    }

    /** The database is whole: whoever signs up may have it. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    void finish(String database) {
        entities.createNativeQuery("update warehouses set ready = true where database_name = :name")
                .setParameter("name", database)
                .executeUpdate();
    }

    /** There is no such database any more. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    void forget(String database) {
        entities.createNativeQuery("delete from warehouses where database_name = :name and not ready")
                .setParameter("name", database)
                .executeUpdate();
    }

    /** Those that nobody can still be making. */
    @Transactional
    List<String> unfinished() {
        List<?> found = entities.createNativeQuery("select database_name from warehouses where not ready"
                        + " and created_at < now() - make_interval(mins => :minutes)")
                .setParameter("minutes", LONGEST_MAKING_MINUTES)
                .getResultList();
        return found.stream().map(String.class::cast).toList();
    }

    /** Takes one for the current transaction: another sign-up at the same time takes another one. */
    @Transactional(Transactional.TxType.MANDATORY)
    Optional<String> take() {
        List<?> found = entities.createNativeQuery(
                        "select database_name from warehouses where tenant_id is null and ready"
                                + " order by created_at limit 1 for update skip locked")
                .getResultList();
        return found.stream().findFirst().map(String.class::cast);
    }
}

package dev.millrace.tenantmanagement.warehouses;

import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.kernel.TenantId;
import dev.millrace.platform.secrets.TenantSecrets;
import dev.millrace.work.WarehouseAccess;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * The tenants' warehouses. Some are made before anybody asks, so that a sign-up takes no time; a pooled one has no
 * passwords yet.
 */
@ApplicationScoped
public class Warehouses {

    private static final Logger LOG = Logger.getLogger(Warehouses.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int NAME_BYTES = 8;
    private static final int PASSWORD_BYTES = 24;

    private final EntityManager entities;
    private final WarehouseServer server;
    private final WarehouseConfiguration configuration;
    private final TenantSecrets secrets;
    private final WarehousePool pool;

    Warehouses(
            EntityManager entities,
            WarehouseServer server,
            WarehouseConfiguration configuration,
            TenantSecrets secrets,
            WarehousePool pool) {
        this.entities = entities;
        this.server = server;
        this.configuration = configuration;
        this.secrets = secrets;
        this.pool = pool;
    }

    /** Gives the tenant a warehouse, within the transaction that creates the tenant. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void assign(TenantId tenant) {
        String database = pool.take().orElseGet(() -> {
            String fresh = newName();
            create(fresh);
            pool.add(fresh);
            return fresh;
        });
        entities.createNativeQuery("update warehouses set tenant_id = :tenant, loader_password = :loader,"
                        + " transformer_password = :transformer, reader_password = :reader where database_name = :name")
                .setParameter("tenant", tenant.toString())
                .setParameter("name", database)
                .setParameter("loader", newPassword(tenant, database, WarehouseAccess.Role.LOADER))
                .setParameter("transformer", newPassword(tenant, database, WarehouseAccess.Role.TRANSFORMER))
                .setParameter("reader", newPassword(tenant, database, WarehouseAccess.Role.READER))
                .executeUpdate();
    }

    /** How to reach the warehouse of the tenant that the current transaction sees. */
    @Transactional(Transactional.TxType.MANDATORY)
    public WarehouseAccess access(TenantId tenant, WarehouseAccess.Role role) {
        String column = switch (role) {
            case LOADER -> "loader_password";
            case TRANSFORMER -> "transformer_password";
            case READER -> "reader_password";
        };
        List<?> found = entities.createNativeQuery(
                        "select host, port, database_name, " + column + " from warehouses where tenant_id = :tenant")
                .setParameter("tenant", tenant.toString())
                .getResultList();
        if (found.isEmpty()) {
            throw new MillraceException(ErrorCode.NOT_FOUND, "There is no such workspace.");
        }
        Object[] row = (Object[]) found.getFirst();
        String database = (String) row[2];
        return new WarehouseAccess(
                (String) row[0],
                (Integer) row[1],
                database,
                WarehouseServer.role(database, role),
                secrets.decrypt(tenant, purpose(database, role), (byte[]) row[3]));
    }

    /** Keeps the pool full. */
    @Scheduled(every = "10s", concurrentExecution = ConcurrentExecution.SKIP)
    void fillPool() {
        while (pool.size() < configuration.poolSize()) {
            String name = newName();
            create(name);
            pool.add(name);
            LOG.infof("a warehouse waits in the pool: %s", name);
        }
    }

    private byte[] newPassword(TenantId tenant, String database, WarehouseAccess.Role role) {
        String password = randomHex(PASSWORD_BYTES);
        try {
            server.setPassword(database, role, password);
        } catch (SQLException e) {
            throw unavailable(e);
        }
        return secrets.encrypt(tenant, purpose(database, role), password);
    }

    private void create(String name) {
        try {
            server.create(name);
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    private static String purpose(String database, WarehouseAccess.Role role) {
        return "warehouse-password:" + WarehouseServer.role(database, role);
    }

    private static MillraceException unavailable(SQLException cause) {
        return new MillraceException(
                ErrorCode.PLATFORM_UNAVAILABLE,
                "The place for your data can't be prepared right now. Try again in a minute.",
                cause);
    }

    private static String newName() {
        return "wh_" + randomHex(NAME_BYTES);
    }

    private static String randomHex(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}

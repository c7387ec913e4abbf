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
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
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
    private static final int MOST_MADE_FOR_ONE = 3;
    /** An arbitrary number that only this lock uses. */
    static final long LOCK = 7_204_811_530_002L;

    private final EntityManager entities;
    private final WarehouseServer server;
    private final WarehouseConfiguration configuration;
    private final TenantSecrets secrets;
    private final WarehousePool pool;
    private final DataSource database;

    Warehouses(
            EntityManager entities,
            WarehouseServer server,
            WarehouseConfiguration configuration,
            TenantSecrets secrets,
            WarehousePool pool,
            DataSource database) {
        this.entities = entities;
        this.server = server;
        this.configuration = configuration;
        this.secrets = secrets;
        this.pool = pool;
        this.database = database;
    }

    /** Gives the tenant a warehouse, within the transaction that creates the tenant. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void assign(TenantId tenant) {
        String database = take();
        Map<WarehouseAccess.Role, String> passwords = newPasswords(database);
        entities.createNativeQuery("update warehouses set tenant_id = :tenant, loader_password = :loader,"
                        + " transformer_password = :transformer, reader_password = :reader where database_name = :name")
                .setParameter("tenant", tenant.toString())
                .setParameter("name", database)
                .setParameter("loader", encrypted(tenant, database, WarehouseAccess.Role.LOADER, passwords))
                .setParameter("transformer", encrypted(tenant, database, WarehouseAccess.Role.TRANSFORMER, passwords))
                .setParameter("reader", encrypted(tenant, database, WarehouseAccess.Role.READER, passwords))
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

    private String take() {
        for (int attempt = 1; ; attempt++) {
            Optional<String> pooled = pool.take();
            if (pooled.isPresent()) {
                return pooled.get();
            }
            if (attempt == MOST_MADE_FOR_ONE) {
                throw unavailable(new SQLException("other sign-ups took what was made for this one"));
            }
            // It goes through the pool, so that it is there for the next one if this sign-up rolls back.
            make();
        }
    }

    /** Makes a warehouse for the pool. Its row comes first and outlives us: what is left half made is found again. */
    private void make() {
        String name = newName();
        pool.begin(name);
        try {
            server.create(name);
        } catch (SQLException e) {
            discard(name);
            throw unavailable(e);
        }
        pool.finish(name);
        LOG.infof("a warehouse waits in the pool: %s", name);
    }

    private void discard(String name) {
        try {
            server.drop(name);
            pool.forget(name);
        } catch (SQLException e) {
            LOG.warnf("the unfinished warehouse %s is dropped later: %s", name, e.getMessage());
        }
    }

    /** Keeps the pool full, on one replica at a time, and clears away what was left unfinished. */
    @Scheduled(every = "10s", concurrentExecution = ConcurrentExecution.SKIP)
    void fillPool() throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                if (isOurTurn(connection)) {
                    pool.unfinished().forEach(this::discard);
                    while (pool.size() < configuration.poolSize()) {
                        make();
                    }
                }
            } finally {
                connection.rollback();
            }
        }
    }

    private static boolean isOurTurn(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select pg_try_advisory_xact_lock(" + LOCK + ")")) {
            return result.next() && result.getBoolean(1);
        }
    }

    private Map<WarehouseAccess.Role, String> newPasswords(String database) {
        Map<WarehouseAccess.Role, String> passwords = new EnumMap<>(WarehouseAccess.Role.class);
        for (WarehouseAccess.Role role : WarehouseAccess.Role.values()) {
            passwords.put(role, randomHex(PASSWORD_BYTES));
        }
        try {
            server.setPasswords(database, passwords);
        } catch (SQLException e) {
            throw unavailable(e);
        }
        return passwords;
    }

    private byte[] encrypted(
            TenantId tenant, String database, WarehouseAccess.Role role, Map<WarehouseAccess.Role, String> passwords) {
        return secrets.encrypt(tenant, purpose(database, role), Objects.requireNonNull(passwords.get(role)));
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

package dev.millrace.connector.work;

import dev.millrace.kernel.TenantId;
import dev.millrace.platform.secrets.TenantSecrets;
import dev.millrace.work.ColumnRule.Treatment;
import dev.millrace.work.ConfiguredStream;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The keys that hash columns: one for each tenant, so that equal values are equal in all of its tables and say nothing to
 * another tenant. A key stays for good, as with another one all hashed columns would change.
 */
@ApplicationScoped
class HashKeys {

    private static final int KEY_BYTES = 32;
    private static final String PURPOSE = "hash-key";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final EntityManager entities;
    private final TenantSecrets secrets;

    HashKeys(EntityManager entities, TenantSecrets secrets) {
        this.entities = entities;
        this.secrets = secrets;
    }

    /** The tenant's key in base64, if a column of these streams is hashed. */
    Optional<String> neededBy(TenantId tenant, List<ConfiguredStream> streams) {
        boolean needed = streams.stream()
                .flatMap(stream -> stream.settings().columns().stream())
                .anyMatch(rule -> rule.treatment() == Treatment.HASH);
        return needed ? Optional.of(of(tenant)) : Optional.empty();
    }

    private String of(TenantId tenant) {
        List<?> found = find(tenant);
        if (found.isEmpty()) {
            byte[] key = new byte[KEY_BYTES];
            RANDOM.nextBytes(key);
            // Two at once: the first one's key wins, and both use it.
            entities.createNativeQuery("insert into hash_keys (tenant_id, encrypted) values (:tenant, :key)"
                            + " on conflict do nothing")
                    .setParameter("tenant", tenant.toString())
                    .setParameter(
                            "key",
                            secrets.encrypt(tenant, PURPOSE, Base64.getEncoder().encodeToString(key)))
                    .executeUpdate();
            found = find(tenant);
        }
        return secrets.decrypt(tenant, PURPOSE, (byte[]) found.getFirst());
    }

    private List<?> find(TenantId tenant) {
        return entities.createNativeQuery("select encrypted from hash_keys where tenant_id = :tenant")
                .setParameter("tenant", tenant.toString())
                .getResultList();
    }
}

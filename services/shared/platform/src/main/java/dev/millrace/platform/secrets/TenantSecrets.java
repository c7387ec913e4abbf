package dev.millrace.platform.secrets;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import dev.millrace.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;

/**
 * Encrypts and decrypts a tenant's secrets with AES-256-GCM. Each tenant has a data key, wrapped by the key of the
 * configuration and kept in the table {@code tenant_keys}; what one tenant's key encrypted, or what was encrypted for
 * another purpose, can't be decrypted as something else.
 */
@ApplicationScoped
public class TenantSecrets {

    private final EntityManager entities;
    private final WrappingKeys wrappingKeys;

    TenantSecrets(EntityManager entities, SecretsConfiguration configuration) {
        this.entities = entities;
        this.wrappingKeys = WrappingKeys.of(configuration);
    }

    /**
     * Encrypts a text of the tenant whose rows the current transaction sees.
     *
     * @param purpose what it is, such as {@code source-configuration}; needed again to decrypt
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public byte[] encrypt(TenantId tenant, String purpose, String secret) {
        try {
            return dataKey(tenant).encrypt(secret.getBytes(StandardCharsets.UTF_8), context(tenant, purpose));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot encrypt " + purpose, e);
        }
    }

    /** Decrypts what {@link #encrypt} made for the same tenant and purpose. */
    @Transactional(Transactional.TxType.MANDATORY)
    public String decrypt(TenantId tenant, String purpose, byte[] encrypted) {
        try {
            return new String(dataKey(tenant).decrypt(encrypted, context(tenant, purpose)), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "cannot decrypt " + purpose + ": is millrace.secrets.key the one that it was encrypted with?", e);
        }
    }

    private Aead dataKey(TenantId tenant) throws GeneralSecurityException {
        List<?> found = find(tenant);
        if (found.isEmpty()) {
            KeysetHandle fresh = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM);
            // Two at once: the first one's key wins, and both use it.
            entities.createNativeQuery(
                            "insert into tenant_keys (tenant_id, wrapped_key) values (:tenant, :key) on conflict do nothing")
                    .setParameter("tenant", tenant.toString())
                    .setParameter("key", wrappingKeys.wrap(tenant, fresh))
                    .executeUpdate();
            found = find(tenant);
        }
        return wrappingKeys
                .unwrap(tenant, (byte[]) found.getFirst())
                .getPrimitive(RegistryConfiguration.get(), Aead.class);
    }

    private List<?> find(TenantId tenant) {
        return entities.createNativeQuery("select wrapped_key from tenant_keys where tenant_id = :tenant")
                .setParameter("tenant", tenant.toString())
                .getResultList();
    }

    private static byte[] context(TenantId tenant, String purpose) {
        return (tenant + ":" + purpose).getBytes(StandardCharsets.UTF_8);
    }
}

package dev.millrace.platform.secrets;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.util.SecretBytes;
import dev.millrace.kernel.TenantId;
import io.smallrye.config.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;

/**
 * Encrypts and decrypts a tenant's secrets with AES-256-GCM. Each tenant has a data key, wrapped by the key of the
 * configuration and kept in the table {@code tenant_keys}; what one tenant's key encrypted, or what was encrypted for
 * another purpose, can't be decrypted as something else.
 */
@ApplicationScoped
public class TenantSecrets {

    private static final int KEY_BYTES = 32;

    private final EntityManager entities;
    private final Aead wrappingKey;

    TenantSecrets(EntityManager entities, SecretsConfiguration configuration) throws GeneralSecurityException {
        AeadConfig.register();
        this.entities = entities;
        this.wrappingKey = wrappingKey(configuration
                .key()
                .map(Secret::get)
                .orElseThrow(() -> new IllegalArgumentException(
                        "millrace.secrets.key is not set; make one with: openssl rand -base64 32")));
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
        byte[] associated = context(tenant, "data-key");
        List<?> found = find(tenant);
        if (found.isEmpty()) {
            KeysetHandle fresh = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM);
            byte[] wrapped = TinkProtoKeysetFormat.serializeEncryptedKeyset(fresh, wrappingKey, associated);
            // Two at once: the first one's key wins, and both use it.
            entities.createNativeQuery(
                            "insert into tenant_keys (tenant_id, wrapped_key) values (:tenant, :key) on conflict do nothing")
                    .setParameter("tenant", tenant.toString())
                    .setParameter("key", wrapped)
                    .executeUpdate();
            found = find(tenant);
        }
        return TinkProtoKeysetFormat.parseEncryptedKeyset((byte[]) found.getFirst(), wrappingKey, associated)
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

    @AccessesPartialKey
    private static Aead wrappingKey(String base64) throws GeneralSecurityException {
        byte[] bytes = decode(base64);
        if (bytes.length != KEY_BYTES) {
            throw new IllegalArgumentException("millrace.secrets.key must be 32 random bytes in base64, not "
                    + bytes.length + " bytes; make one with: openssl rand -base64 32");
        }
        AesGcmParameters parameters = AesGcmParameters.builder()
                .setKeySizeBytes(KEY_BYTES)
                .setIvSizeBytes(12)
                .setTagSizeBytes(16)
                .setVariant(AesGcmParameters.Variant.NO_PREFIX)
                .build();
        AesGcmKey key = AesGcmKey.builder()
                .setParameters(parameters)
                .setKeyBytes(SecretBytes.copyFrom(bytes, InsecureSecretKeyAccess.get()))
                .build();
        return KeysetHandle.newBuilder()
                .addEntry(KeysetHandle.importKey(key).withRandomId().makePrimary())
                .build()
                .getPrimitive(RegistryConfiguration.get(), Aead.class);
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("millrace.secrets.key is not base64", e);
        }
    }
}

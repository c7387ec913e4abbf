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
import com.google.crypto.tink.util.SecretBytes;
import dev.millrace.kernel.TenantId;
import io.smallrye.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;

/**
 * The keys of the configuration that wrap the tenants' data keys. New data keys are wrapped by the current one; where there is a previous
 * one, data keys that it wrapped open too.
 */
final class WrappingKeys {

    private static final int KEY_BYTES = 32;

    private final Aead current;
    private final Aead accepted;

    private WrappingKeys(Aead current, Aead accepted) {
        this.current = current;
        this.accepted = accepted;
    }

    /**
     * Those of the settings.
     *
     * @throws IllegalArgumentException when one is missing or is no key, without the key
     */
    static WrappingKeys of(SecretsConfiguration configuration) {
        return of(
                configuration.key().map(Secret::get),
                configuration.previousKey().map(Secret::get));
    }

    static WrappingKeys of(Optional<String> key, Optional<String> previousKey) {
        try {
            AeadConfig.register();
            AesGcmKey current = parse(
                    "millrace.secrets.key",
                    key.orElseThrow(() -> new IllegalArgumentException(
                            "millrace.secrets.key is not set; make one with: openssl rand -base64 32")));
            KeysetHandle.Builder both = KeysetHandle.newBuilder().addEntry(primary(current));
            if (previousKey.isPresent()) {
                both.addEntry(KeysetHandle.importKey(parse("millrace.secrets.previous-key", previousKey.get()))
                        .withRandomId());
            }
            return new WrappingKeys(
                    aead(KeysetHandle.newBuilder().addEntry(primary(current)).build()), aead(both.build()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot use the keys of the configuration", e);
        }
    }

    /** Opens a data key that the current or the previous key wrapped. */
    KeysetHandle unwrap(TenantId tenant, byte[] wrapped) throws GeneralSecurityException {
        return TinkProtoKeysetFormat.parseEncryptedKeyset(wrapped, accepted, associated(tenant));
    }

    /** Wraps a data key with the current key. */
    byte[] wrap(TenantId tenant, KeysetHandle dataKey) throws GeneralSecurityException {
        return TinkProtoKeysetFormat.serializeEncryptedKeyset(dataKey, current, associated(tenant));
    }

    /** What opens a wrapped data key. */
    Opening openingOf(TenantId tenant, byte[] wrapped) {
        if (opens(current, tenant, wrapped)) {
            return Opening.CURRENT_KEY;
        }
        return opens(accepted, tenant, wrapped) ? Opening.PREVIOUS_KEY : Opening.NEITHER;
    }

    /** What opens a wrapped data key. */
    enum Opening {
        CURRENT_KEY,
        PREVIOUS_KEY,
        NEITHER
    }

    private static boolean opens(Aead key, TenantId tenant, byte[] wrapped) {
        try {
            TinkProtoKeysetFormat.parseEncryptedKeyset(wrapped, key, associated(tenant));
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static byte[] associated(TenantId tenant) {
        return (tenant + ":data-key").getBytes(StandardCharsets.UTF_8);
    }

    private static KeysetHandle.Builder.Entry primary(AesGcmKey key) {
        return KeysetHandle.importKey(key).withRandomId().makePrimary();
    }

    private static Aead aead(KeysetHandle keys) throws GeneralSecurityException {
        return keys.getPrimitive(RegistryConfiguration.get(), Aead.class);
    }

    @AccessesPartialKey
    private static AesGcmKey parse(String setting, String base64) throws GeneralSecurityException {
        byte[] bytes = decode(setting, base64);
        if (bytes.length != KEY_BYTES) {
            throw new IllegalArgumentException(
                    "%s must be 32 random bytes in base64, not %d bytes; make one with: openssl rand -base64 32"
                            .formatted(setting, bytes.length));
        }
        AesGcmParameters parameters = AesGcmParameters.builder()
                .setKeySizeBytes(KEY_BYTES)
                .setIvSizeBytes(12)
                .setTagSizeBytes(16)
                .setVariant(AesGcmParameters.Variant.NO_PREFIX)
                .build();
        return AesGcmKey.builder()
                .setParameters(parameters)
                .setKeyBytes(SecretBytes.copyFrom(bytes, InsecureSecretKeyAccess.get()))
                .build();
    }

    private static byte[] decode(String setting, String base64) {
        try {
            return Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(setting + " is not base64", e);
        }
    }
}

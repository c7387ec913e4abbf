package dev.millrace.tenantmanagement.keys;

import dev.millrace.events.ApiKeyRevoked;
import dev.millrace.events.EventTypes;
import dev.millrace.events.Topics;
import dev.millrace.kernel.ApiKeyId;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.kernel.Role;
import dev.millrace.kernel.TenantId;
import dev.millrace.kernel.TimeOrderedUuid;
import dev.millrace.platform.outbox.Outbox;
import dev.millrace.platform.tenancy.Membership;
import dev.millrace.platform.tenancy.TenantScope;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** API keys: {@code mlr_} and 256 random bits. Only a hash is kept. */
@ApplicationScoped
public class ApiKeys {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int KEY_BYTES = 32;
    private static final int SHOWN = 10;
    private static final Duration USE_NOTED_EVERY = Duration.ofMinutes(1);

    /** A new key; the only time that the key itself is there. */
    record Created(ApiKey apiKey, String key) {}

    private final TenantScope scope;
    private final Outbox outbox;

    ApiKeys(TenantScope scope, Outbox outbox) {
        this.scope = scope;
        this.outbox = outbox;
    }

    Created create(Membership by, String name, Role role, @Nullable Instant expiresAt) {
        if (role == Role.OWNER || !by.role().allows(role)) {
            throw new MillraceException(
                    ErrorCode.NOT_ALLOWED,
                    "A key can have the role admin, editor or viewer, and no more than you have.");
        }
        byte[] random = new byte[KEY_BYTES];
        RANDOM.nextBytes(random);
        String key = "mlr_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        ApiKey apiKey = new ApiKey();
        apiKey.id = TimeOrderedUuid.next();
        apiKey.name = name;
        apiKey.role = role;
        apiKey.prefix = key.substring(0, SHOWN);
        apiKey.keyHash = hash(key);
        apiKey.createdBy = by.name();
        apiKey.createdAt = Instant.now();
        apiKey.expiresAt = expiresAt;
        apiKey.persist();
        return new Created(apiKey, key);
    }

    List<ApiKey> all() {
        return ApiKey.list("order by createdAt");
    }

    ApiKey revoke(TenantId tenant, UUID id) {
        ApiKey apiKey = ApiKey.<ApiKey>find("id", id)
                .firstResultOptional()
                .orElseThrow(() -> new MillraceException(ErrorCode.NOT_FOUND, "There is no such API key."));
        apiKey.delete();
        outbox.publish(
                Topics.TENANT_EVENTS,
                tenant + "/" + id,
                EventTypes.API_KEY_REVOKED,
                tenant,
                null,
                new ApiKeyRevoked(tenant, new ApiKeyId(id)));
        return apiKey;
    }

    /** The membership that a key stands for; empty when it is unknown or has expired. */
    public Optional<Membership> find(String key) {
        return scope.acrossTenants(() -> ApiKey.<ApiKey>find("keyHash", hash(key))
                .firstResultOptional()
                .filter(found -> found.expiresAt == null || found.expiresAt.isAfter(Instant.now()))
                .map(ApiKeys::noteUse)
                .map(found -> new Membership(
                        TenantId.fromString(found.tenantId), found.id.toString(), found.name, found.role)));
    }

    private static ApiKey noteUse(ApiKey key) {
        Instant now = Instant.now();
        if (key.lastUsedAt == null || key.lastUsedAt.isBefore(now.minus(USE_NOTED_EVERY))) {
            key.lastUsedAt = now;
        }
        return key;
    }

    private static byte[] hash(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

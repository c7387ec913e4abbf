package dev.millrace.tenantmanagement.keys;

import dev.millrace.kernel.Role;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.TenantId;
import org.jspecify.annotations.Nullable;

/** An API key, without the key itself. */
@Entity
@Table(name = "api_keys")
class ApiKey extends PanacheEntityBase {

    @Id
    public UUID id;

    @TenantId
    @Column(name = "tenant_id")
    public String tenantId;

    public String name;

    @Enumerated(EnumType.STRING)
    public Role role;

    public String prefix;

    @Column(name = "key_hash")
    public byte[] keyHash;

    @Column(name = "created_by")
    public String createdBy;

    @Column(name = "created_at")
    public Instant createdAt;

    @Column(name = "last_used_at")
    public @Nullable Instant lastUsedAt;

    @Column(name = "expires_at")
    public @Nullable Instant expiresAt;
}

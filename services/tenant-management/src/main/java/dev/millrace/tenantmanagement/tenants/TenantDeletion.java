package dev.millrace.tenantmanagement.tenants;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** That a tenant was deleted, and how far that has come. It outlives the tenant, as the proof. */
@Entity
@Table(name = "tenant_deletions")
class TenantDeletion extends PanacheEntityBase {

    /** The tenant's. */
    @Id
    public String id;

    @Column(name = "deleted_at")
    public Instant deletedAt;

    /** The member's id. */
    @Column(name = "deleted_by")
    public String deletedBy;

    /** Until then an owner can take it back. */
    @Column(name = "ends_at")
    public Instant endsAt;

    @Column(name = "ended_at")
    public @Nullable Instant endedAt;

    /** The services that may still have something of it. */
    @JdbcTypeCode(SqlTypes.JSON)
    @Column(name = "waiting_for")
    public List<String> waitingFor;

    @Column(name = "asked_at")
    public @Nullable Instant askedAt;

    @Column(name = "erased_at")
    public @Nullable Instant erasedAt;
}

package dev.millrace.tenantmanagement.invitations;

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

/** An invitation that waits to be accepted. The verified e-mail address of whoever accepts is what it checks. */
@Entity
@Table(name = "invitations")
class Invitation extends PanacheEntityBase {

    @Id
    public UUID id;

    @TenantId
    @Column(name = "tenant_id")
    public String tenantId;

    public String email;

    @Enumerated(EnumType.STRING)
    public Role role;

    @Column(name = "invited_by")
    public String invitedBy;

    @Column(name = "created_at")
    public Instant createdAt;

    @Column(name = "expires_at")
    public Instant expiresAt;

    /** When the mail server took its mail; null while it has not. */
    @Column(name = "mailed_at")
    public @Nullable Instant mailedAt;

    /** When the mail is tried again unless it goes out before; null when there is nothing to send. */
    @Column(name = "mail_due_at")
    public @Nullable Instant mailDueAt;

    @Column(name = "mail_attempts")
    public int mailAttempts;
}

package dev.millrace.tenantmanagement.members;

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

/** A person in a tenant. */
@Entity
@Table(name = "members")
public class Member extends PanacheEntityBase {

    @Id
    public UUID id;

    @TenantId
    @Column(name = "tenant_id")
    public String tenantId;

    public String subject;
    public String email;
    public String name;

    @Enumerated(EnumType.STRING)
    public Role role;

    @Column(name = "joined_at")
    public Instant joinedAt;
}

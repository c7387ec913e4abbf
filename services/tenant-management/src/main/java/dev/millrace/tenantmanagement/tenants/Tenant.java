package dev.millrace.tenantmanagement.tenants;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A tenant: a customer's workspace. Its own id is the tenant that row-level security goes by. */
@Entity
@Table(name = "tenants")
public class Tenant extends PanacheEntityBase {

    @Id
    @Column(name = "tenant_id")
    public String id;

    public String name;

    @Column(name = "created_at")
    public Instant createdAt;
}

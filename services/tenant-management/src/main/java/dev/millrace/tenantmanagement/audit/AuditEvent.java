package dev.millrace.tenantmanagement.audit;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.TenantId;
import org.hibernate.type.SqlTypes;

/** An entry of the audit log. */
@Entity
@Table(name = "audit_events")
class AuditEvent extends PanacheEntityBase {

    @Id
    public UUID id;

    @TenantId
    @Column(name = "tenant_id")
    public String tenantId;

    public Instant at;
    public String actor;
    public String action;
    public String object;

    @JdbcTypeCode(SqlTypes.JSON)
    public Map<String, String> details;
}

package dev.millrace.connector.own;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.TenantId;

/** A connector of the tenant's own: its tile. What it does is in its versions. */
@Entity
@Table(name = "own_connectors")
public class OwnConnector extends PanacheEntityBase {

    @Id
    public UUID id;

    @TenantId
    @Column(name = "tenant_id")
    public String tenantId;

    /** As sources name it; it stays when the title changes. */
    public String name;

    public String title;
    public String summary;
    public String colour;
    public String initials;

    /** The number of the newest version. */
    public int newest;

    @Version
    public int version;

    @Column(name = "created_at")
    public Instant createdAt;
}

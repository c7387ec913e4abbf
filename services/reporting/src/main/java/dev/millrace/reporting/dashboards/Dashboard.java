package dev.millrace.reporting.dashboards;

import dev.millrace.kernel.DashboardId;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.TenantId;
import org.hibernate.type.SqlTypes;

/** A dashboard of a source. */
@Entity
@Table(name = "dashboards")
class Dashboard extends PanacheEntityBase {

    /** Where it came from. */
    enum Kind {
        /** Made by us for this kind of source. */
        PACKAGED,
        /** Made from what the tables look like. */
        AUTOMATIC
    }

    @Id
    public UUID id;

    @TenantId
    @Column(name = "tenant_id")
    public String tenantId;

    @Column(name = "source_id")
    public UUID sourceId;

    public String title;

    @Enumerated(EnumType.STRING)
    public Kind kind;

    @JdbcTypeCode(SqlTypes.JSON)
    public List<Card> cards;

    @Version
    public int version;

    @Column(name = "created_at")
    public Instant createdAt;

    /** When its figures changed last. */
    @Column(name = "updated_at")
    public Instant updatedAt;

    DashboardId dashboardId() {
        return new DashboardId(id);
    }
}

package dev.millrace.transform.runs;

import dev.millrace.events.RunSnapshot;
import dev.millrace.kernel.RunId;
import dev.millrace.work.Failure;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.TenantId;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A run of a project after a sync. */
@Entity
@Table(name = "transform_runs")
class TransformRun extends PanacheEntityBase {

    @Id
    public UUID id;

    @TenantId
    @Column(name = "tenant_id")
    public String tenantId;

    @Column(name = "source_id")
    public UUID sourceId;

    @Column(name = "caused_by")
    public UUID causedBy;

    public String project;

    @Enumerated(EnumType.STRING)
    public RunSnapshot.State state;

    public int attempt;

    @JdbcTypeCode(SqlTypes.JSON)
    public RunSnapshot cause;

    @JdbcTypeCode(SqlTypes.JSON)
    public List<ModelRun> models;

    @JdbcTypeCode(SqlTypes.JSON)
    public @Nullable Failure failure;

    @Column(name = "lease_until")
    public @Nullable Instant leaseUntil;

    @Column(name = "trace_parent")
    public @Nullable String traceParent;

    @Column(name = "not_before")
    public Instant notBefore;

    @Column(name = "queued_at")
    public Instant queuedAt;

    @Column(name = "started_at")
    public @Nullable Instant startedAt;

    @Column(name = "finished_at")
    public @Nullable Instant finishedAt;

    RunId runId() {
        return new RunId(id);
    }
}

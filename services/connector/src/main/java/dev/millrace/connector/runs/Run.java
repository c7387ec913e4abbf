package dev.millrace.connector.runs;

import dev.millrace.events.RunSnapshot;
import dev.millrace.kernel.RunId;
import dev.millrace.kernel.SourceId;
import dev.millrace.work.Failure;
import dev.millrace.work.RunKind;
import dev.millrace.work.StreamProgress;
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
import java.util.function.ToLongFunction;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.TenantId;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * A run. Its states: QUEUED → RUNNING → SUCCEEDED, FAILED or CANCELLED; and RUNNING → QUEUED when an attempt was lost,
 * handed back, or failed in a way that another attempt may mend.
 */
@Entity
@Table(name = "runs")
public class Run extends PanacheEntityBase {

    @Id
    public UUID id;

    @TenantId
    @Column(name = "tenant_id")
    public String tenantId;

    @Column(name = "source_id")
    public UUID sourceId;

    @Enumerated(EnumType.STRING)
    public RunKind kind;

    /** Whether the schedule started it, not a person. */
    public boolean scheduled;

    @Enumerated(EnumType.STRING)
    public RunSnapshot.State state;

    /** How many attempts were made that count. */
    public int attempt;

    @Column(name = "fencing_token")
    public long fencingToken;

    public @Nullable String worker;

    @Column(name = "lease_until")
    public @Nullable Instant leaseUntil;

    @Column(name = "not_before")
    public Instant notBefore;

    @Column(name = "cancel_requested")
    public boolean cancelRequested;

    @JdbcTypeCode(SqlTypes.JSON)
    public List<StreamProgress> streams;

    @JdbcTypeCode(SqlTypes.JSON)
    public @Nullable Failure failure;

    @Column(name = "queued_at")
    public Instant queuedAt;

    @Column(name = "dispatched_at")
    public @Nullable Instant dispatchedAt;

    @Column(name = "started_at")
    public @Nullable Instant startedAt;

    @Column(name = "progressed_at")
    public @Nullable Instant progressedAt;

    @Column(name = "finished_at")
    public @Nullable Instant finishedAt;

    /** The id, typed. */
    public RunId runId() {
        return new RunId(id);
    }

    SourceId source() {
        return new SourceId(sourceId);
    }

    /** Whether nothing more happens to it. */
    public boolean ended() {
        return switch (state) {
            case QUEUED, RUNNING -> false;
            case SUCCEEDED, FAILED, CANCELLED -> true;
        };
    }

    boolean reads(String stream) {
        return streams.stream().anyMatch(progress -> progress.stream().equals(stream));
    }

    long total(ToLongFunction<StreamProgress> number) {
        return streams.stream().mapToLong(number).sum();
    }
}

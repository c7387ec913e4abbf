package dev.millrace.connector.trials;

import dev.millrace.kernel.TrialId;
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

/** A manifest that somebody tries. WAITING → RUNNING → DONE; it is tried once, and kept for an hour. */
@Entity
@Table(name = "trials")
class Trial extends PanacheEntityBase {

    /** Where it is. */
    enum State {
        WAITING,
        RUNNING,
        DONE
    }

    @Id
    public UUID id;

    @TenantId
    @Column(name = "tenant_id")
    public String tenantId;

    @Enumerated(EnumType.STRING)
    public State state;

    /** A {@link TrialRequest}, encrypted. */
    public byte[] request;

    /** A {@link TrialAnswer}, encrypted; null until it is done. */
    public byte @Nullable [] answer;

    public @Nullable String worker;

    @Column(name = "created_at")
    public Instant createdAt;

    @Column(name = "started_at")
    public @Nullable Instant startedAt;

    /** The id, typed. */
    TrialId trialId() {
        return new TrialId(id);
    }
}

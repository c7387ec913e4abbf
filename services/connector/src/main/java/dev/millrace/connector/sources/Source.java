package dev.millrace.connector.sources;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.connector.spi.Catalog;
import dev.millrace.kernel.SourceId;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.TenantId;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A source that a tenant has connected, with its pipeline. */
@Entity
@Table(name = "sources")
public class Source extends PanacheEntityBase {

    @Id
    public UUID id;

    @TenantId
    @Column(name = "tenant_id")
    public String tenantId;

    public String connector;

    /** By which version it is read, with a connector of the tenant's own; null with one that workers have. */
    @Column(name = "own_version_id")
    public @Nullable UUID ownVersionId;

    public String name;

    /** The schema in the warehouse; it stays when the source is renamed. */
    @Column(name = "schema_name")
    public String schema;

    /** Without secrets. */
    @JdbcTypeCode(SqlTypes.JSON)
    public JsonNode configuration;

    /** All of the configuration. */
    public byte[] encrypted;

    @JdbcTypeCode(SqlTypes.JSON)
    public @Nullable Catalog catalog;

    /** Streams as they were found last, where the pipeline holds on to what it knows. */
    @JdbcTypeCode(SqlTypes.JSON)
    public @Nullable Catalog held;

    @JdbcTypeCode(SqlTypes.JSON)
    public List<PipelineStream> streams;

    @JdbcTypeCode(SqlTypes.JSON)
    public Schedule schedule;

    @Column(name = "next_run_at")
    public @Nullable Instant nextRunAt;

    /** When {@link #nextRunAt} was set; null for what was set before this was noted. */
    @Column(name = "schedule_set_at")
    public @Nullable Instant scheduleSetAt;

    @Column(name = "sync_when_ready")
    public boolean syncWhenReady;

    /** Scheduled syncs that failed one after another. */
    @Column(name = "failures_in_a_row")
    public int failuresInARow;

    /** Why the schedule stands still until somebody has done something; null when it does not. */
    @Column(name = "paused_reason")
    public @Nullable String pausedReason;

    /** When the permission to read it ends; null where it does not, or nobody knows. */
    @Column(name = "access_ends_at")
    public @Nullable Instant accessEndsAt;

    /** Whether that has been told. */
    @Column(name = "access_ending_told")
    public boolean accessEndingTold;

    @Version
    public int version;

    @Column(name = "created_at")
    public Instant createdAt;

    /** Its permission was given anew, until then. */
    public void accessGranted(@Nullable Instant until) {
        accessEndsAt = until;
        accessEndingTold = false;
    }

    /** The id, typed. */
    public SourceId sourceId() {
        return new SourceId(id);
    }
}

package dev.millrace.connector.drift;

import dev.millrace.events.SchemaChanged;
import dev.millrace.kernel.RunId;
import dev.millrace.work.SchemaChange;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.annotations.TenantId;
import org.jspecify.annotations.Nullable;

/** A difference that a run has met. */
@Entity
@Table(name = "schema_changes")
class ObservedChange extends PanacheEntityBase {

    @Id
    public UUID id;

    @TenantId
    @Column(name = "tenant_id")
    public String tenantId;

    @Column(name = "source_id")
    public UUID sourceId;

    @Column(name = "run_id")
    public UUID runId;

    public Instant at;
    public String stream;

    /** Null when it is the whole stream. */
    public @Nullable String field;

    @Enumerated(EnumType.STRING)
    public SchemaChange.Kind kind;

    @Column(name = "from_type")
    public @Nullable String from;

    @Column(name = "to_type")
    public @Nullable String to;

    @Enumerated(EnumType.STRING)
    public SchemaChanged.State state;

    RunId run() {
        return new RunId(runId);
    }

    boolean tells(SchemaChange change) {
        return stream.equals(change.stream())
                && Objects.equals(field, change.field())
                && kind == change.kind()
                && Objects.equals(from, change.from())
                && Objects.equals(to, change.to());
    }

    SchemaChanged.Change forEvent() {
        return new SchemaChanged.Change(stream, field, kind, from, to, state);
    }
}

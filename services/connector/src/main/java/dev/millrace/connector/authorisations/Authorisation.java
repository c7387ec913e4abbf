package dev.millrace.connector.authorisations;

import dev.millrace.kernel.AuthorisationId;
import dev.millrace.work.Failure;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.TenantId;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A permission that somebody is asked for. ASKED → WAITING → EXCHANGING → DONE, or FAILED from each of them. */
@Entity
@Table(name = "authorisations")
class Authorisation extends PanacheEntityBase {

    /** Where it is. */
    enum State {
        /** The person is at the login server. */
        ASKED,
        /** Its code waits for a worker. */
        WAITING,
        EXCHANGING,
        DONE,
        FAILED
    }

    @Id
    public UUID id;

    @TenantId
    @Column(name = "tenant_id")
    public String tenantId;

    public String connector;

    @Column(name = "source_id")
    public @Nullable UUID sourceId;

    public @Nullable String member;

    @Column(name = "link_id")
    public @Nullable UUID linkId;

    @Enumerated(EnumType.STRING)
    public State state;

    /** {@link AuthorisationSecrets}, encrypted. */
    public byte[] secrets;

    @JdbcTypeCode(SqlTypes.JSON)
    public @Nullable Failure failure;

    public @Nullable String worker;

    /** When it was asked for, or answered. */
    @Column(name = "moved_at")
    public Instant movedAt;

    /** The id, typed. */
    AuthorisationId authorisationId() {
        return new AuthorisationId(id);
    }
}

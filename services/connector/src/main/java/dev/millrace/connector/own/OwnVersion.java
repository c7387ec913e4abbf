package dev.millrace.connector.own;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.TenantId;
import org.hibernate.type.SqlTypes;

/** A version of a connector of the tenant's own. Nothing in it changes any more. */
@Entity
@Table(name = "own_connector_versions")
public class OwnVersion extends PanacheEntityBase {

    @Id
    public UUID id;

    @TenantId
    @Column(name = "tenant_id")
    public String tenantId;

    @Column(name = "connector_id")
    public UUID connectorId;

    /** From 1. */
    public int number;

    /** Encrypted. */
    public byte[] manifest;

    /** The form, as a worker read it from the manifest. */
    @Column(name = "configuration_schema")
    @JdbcTypeCode(SqlTypes.JSON)
    public JsonNode configurationSchema;

    /** The names of the streams that the manifest names. */
    @JdbcTypeCode(SqlTypes.JSON)
    public List<String> streams;

    @Column(name = "created_by")
    public String createdBy;

    @Column(name = "created_at")
    public Instant createdAt;
}

package dev.millrace.reporting.warehouse;

import dev.millrace.kernel.SourceId;
import dev.millrace.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Counts how often the tables of a schema have changed. */
@ApplicationScoped
public class DataVersions {

    private final EntityManager entities;

    DataVersions(EntityManager entities) {
        this.entities = entities;
    }

    /** What is known of a schema. */
    public record Version(long number, SourceId sourceId, String sourceName, Instant changedAt) {}

    /** The tables of the schema have changed: answers from before are of no use any more. */
    public void changed(TenantId tenant, String schema, SourceId source, String sourceName) {
        entities.createNativeQuery("insert into data_versions as v"
                        + " (tenant_id, schema_name, source_id, source_name, version, changed_at)"
                        + " values (:tenant, :schema, :source, :name, 1, now())"
                        + " on conflict (tenant_id, schema_name) do update set version = v.version + 1,"
                        + " source_name = excluded.source_name, changed_at = now()")
                .setParameter("tenant", tenant.toString())
                .setParameter("schema", schema)
                .setParameter("source", source.value())
                .setParameter("name", sourceName)
                .executeUpdate();
    }

    /** The versions of the current tenant's schemas; a schema that is not there has not been loaded whole. */
    public Map<String, Version> all(TenantId tenant) {
        List<?> rows = entities.createNativeQuery(
                        "select schema_name, version, source_id, source_name, changed_at from data_versions"
                                + " where tenant_id = :tenant")
                .setParameter("tenant", tenant.toString())
                .getResultList();
        Map<String, Version> versions = new HashMap<>();
        for (Object row : rows) {
            Object[] of = (Object[]) row;
            Instant at = of[4] instanceof OffsetDateTime time ? time.toInstant() : (Instant) of[4];
            versions.put(
                    (String) of[0],
                    new Version(((Number) of[1]).longValue(), new SourceId((UUID) of[2]), (String) of[3], at));
        }
        return versions;
    }

    /** The version of one schema; 0 when it has not been loaded whole. */
    public long of(TenantId tenant, String schema) {
        Version version = all(tenant).get(schema);
        return version == null ? 0 : version.number();
    }
}

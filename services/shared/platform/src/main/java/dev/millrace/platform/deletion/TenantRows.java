package dev.millrace.platform.deletion;

import dev.millrace.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Erases the rows of a tenant from every table that has the column {@code tenant_id}, as the database's catalog tells them: a table
 * that comes with a later migration is not forgotten. What must outlive its tenant has no column of that name.
 */
@ApplicationScoped
class TenantRows {

    private static final String TABLES = """
            select c.relname
            from pg_class c
            join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
            where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
            order by c.relname
            """;

    private static final String REFERENCES = """
            select child.relname, parent.relname
            from pg_constraint f
            join pg_class child on child.oid = f.conrelid
            join pg_class parent on parent.oid = f.confrelid
            where f.contype = 'f' and child.oid <> parent.oid and child.relnamespace = 'public'::regnamespace
            """;

    private record Reference(String child, String parent) {}

    private final EntityManager entities;

    TenantRows(EntityManager entities) {
        this.entities = entities;
    }

    /** Erases them in the current transaction; the number of rows, without those that went with others. */
    long erase(TenantId tenant) {
        long rows = 0;
        for (String table : childrenFirst()) {
            rows += entities.createNativeQuery("delete from \"" + table + "\" where tenant_id = :tenant")
                    .setParameter("tenant", tenant.toString())
                    .executeUpdate();
        }
        return rows;
    }

    private List<String> childrenFirst() {
        Set<String> left = new HashSet<>();
        for (Object name : rows(TABLES)) {
            left.add((String) name);
        }
        List<Reference> references = new ArrayList<>();
        for (Object row : rows(REFERENCES)) {
            Object[] names = (Object[]) row;
            references.add(new Reference((String) names[0], (String) names[1]));
        }
        List<String> ordered = new ArrayList<>();
        while (!left.isEmpty()) {
            List<String> unreferenced = left.stream()
                    .filter(table ->
                            references.stream().noneMatch(of -> of.parent().equals(table) && left.contains(of.child())))
                    .sorted()
                    .toList();
            if (unreferenced.isEmpty()) {
                throw new IllegalStateException("these tables refer to one another in a circle: " + left);
            }
            ordered.addAll(unreferenced);
            unreferenced.forEach(left::remove);
        }
        return ordered;
    }

    private List<?> rows(String query) {
        return entities.createNativeQuery(query).getResultList();
    }
}

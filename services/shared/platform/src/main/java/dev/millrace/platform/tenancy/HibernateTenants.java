package dev.millrace.platform.tenancy;

import io.quarkus.hibernate.orm.PersistenceUnitExtension;
import io.quarkus.hibernate.orm.runtime.tenant.TenantResolver;
import jakarta.enterprise.context.RequestScoped;

/** Tells Hibernate the tenant, which it then adds to every query and insert of an entity with a tenant. */
@PersistenceUnitExtension
@RequestScoped
class HibernateTenants implements TenantResolver {

    private static final String NOBODY = "-";

    private final TenantContext context;

    HibernateTenants(TenantContext context) {
        this.context = context;
    }

    @Override
    public String getDefaultTenantId() {
        return NOBODY;
    }

    @Override
    public String resolveTenantId() {
        return context.databaseScope().orElse(NOBODY);
    }

    @Override
    public boolean isRoot(String tenant) {
        return TenantContext.EVERY_TENANT.equals(tenant);
    }
}

package dev.millrace.platform.tenancy;

import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.kernel.TenantId;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tenant that the current request or background task is about. With none set, no tenant's row is seen. */
@RequestScoped
@Unremovable
public class TenantContext {

    /** Stands for every tenant: for the platform's own sweeps, never set by a request. */
    static final String EVERY_TENANT = "*";

    private @Nullable String databaseScope;
    private @Nullable Membership membership;

    void enter(Membership of) {
        membership = of;
        databaseScope = of.tenantId().toString();
    }

    void enter(TenantId tenant) {
        databaseScope = tenant.toString();
    }

    void enterEveryTenant() {
        databaseScope = EVERY_TENANT;
    }

    /** What the database lets through: a tenant's id, {@link #EVERY_TENANT}, or empty for nothing. */
    Optional<String> databaseScope() {
        return Optional.ofNullable(databaseScope);
    }

    /** The caller's membership in a request to a tenant's data; empty in a background task. */
    public Optional<Membership> membership() {
        return Optional.ofNullable(membership);
    }

    /** The one tenant that this is about. */
    public TenantId tenant() {
        String scope = databaseScope;
        if (scope == null || scope.equals(EVERY_TENANT)) {
            throw new MillraceException(ErrorCode.INTERNAL, "No tenant is set where one is needed.");
        }
        return TenantId.fromString(scope);
    }
}

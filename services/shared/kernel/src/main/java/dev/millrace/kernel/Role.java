package dev.millrace.kernel;

/** What a member may do in a tenant; each role may do all that the ones after it may. */
public enum Role {
    /** Everything, the tenant's end included. */
    OWNER,
    /** Members, keys, limits and the audit log. */
    ADMIN,
    /** Sources, runs, models and dashboards. */
    EDITOR,
    /** Look. */
    VIEWER;

    /** Whether this role may do what needs {@code required}. */
    public boolean allows(Role required) {
        return compareTo(required) <= 0;
    }
}

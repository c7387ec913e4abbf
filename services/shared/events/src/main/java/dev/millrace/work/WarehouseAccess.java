package dev.millrace.work;

/**
 * How to reach a tenant's warehouse with one of its roles: {@code GET
 * /internal/v1/tenants/{tenant}/warehouse?role=loader} of tenant-management. The caller's own service role decides which
 * warehouse role it may ask for.
 */
public record WarehouseAccess(String host, int port, String database, String user, String password) {

    /** The roles of a warehouse. */
    public enum Role {
        /** Writes what comes from sources. */
        LOADER,
        /** Reads what was loaded, writes models. */
        TRANSFORMER,
        /** Reads, nothing else. */
        READER
    }

    @Override
    public String toString() {
        return "WarehouseAccess[" + user + "@" + host + ":" + port + "/" + database + ", ***]";
    }
}

package dev.millrace.work;

/**
 * How to reach a tenant's warehouse with one of its roles: {@code GET
 * /internal/v1/tenants/{tenant}/warehouse?role=loader} of tenant-management. The caller's own service role decides which
 * warehouse role it may ask for.
 */
public record WarehouseAccess(String host, int port, String database, String user, String password) {

    /**
     * What the options of every session begin with: a client that vanished without a word is found out by the server in a minute, where
     * the system's default is two hours, and its locks end with it. See "Connection Settings" in PostgreSQL's manual.
     */
    public static final String SESSION_OPTIONS = "-c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10"
            + " -c tcp_keepalives_count=3 -c tcp_user_timeout=60000";

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

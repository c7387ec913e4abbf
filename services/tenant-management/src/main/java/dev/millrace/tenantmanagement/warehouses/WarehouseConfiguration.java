package dev.millrace.tenantmanagement.warehouses;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.Secret;
import io.smallrye.config.WithDefault;

/** The server that new warehouses are made on. */
@ConfigMapping(prefix = "millrace.tenant-management.warehouse")
interface WarehouseConfiguration {

    /** The server's host, as the workers, transform and reporting reach it too. */
    String host();

    /** The server's port. */
    int port();

    /** A role that may create databases and roles; no superuser. */
    String adminUser();

    /** The role's password. */
    Secret<String> adminPassword();

    /** How many ready-made warehouses wait for sign-ups. */
    @WithDefault("2")
    int poolSize();

    /** How many connections each role of a warehouse may have. */
    @WithDefault("20")
    int connectionLimit();

    /** How long a reader's statement may take, in seconds. */
    @WithDefault("30")
    int readerStatementSeconds();
}

package dev.millrace.tenantmanagement.invitations;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What mails say of this installation. */
@ConfigMapping(prefix = "millrace.tenant-management")
interface TenantManagementConfiguration {

    /** The one public address, without a slash at its end; links in mails begin with it. */
    @WithDefault("http://localhost:8080")
    String publicUrl();
}

package dev.millrace.tenantmanagement.tenants;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What happens to workspaces that their owners delete. */
@ConfigMapping(prefix = "millrace.tenant-management.deletion")
interface DeletionConfiguration {

    /** How long an owner can take a deleted workspace back; with `PT0S` it is erased at once. */
    @WithDefault("P7D")
    Duration kept();

    /** After which time services are asked again that have not said that they erased a workspace. */
    @WithDefault("PT1M")
    Duration askAgainAfter();
}

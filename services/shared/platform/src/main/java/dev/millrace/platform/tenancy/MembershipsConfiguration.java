package dev.millrace.platform.tenancy;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What a service remembers of memberships, which tenant-management owns. */
@ConfigMapping(prefix = "millrace.memberships")
interface MembershipsConfiguration {

    /**
     * How long an answer is remembered when no event tells of a change: so long can somebody who was removed still get in
     * while Kafka is away.
     */
    @WithDefault("PT5S")
    Duration remembered();

    /** How long an answer holds while tenant-management does not answer. */
    @WithDefault("PT2M")
    Duration heldWithoutAnswer();
}

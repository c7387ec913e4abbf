package dev.millrace.events;

import java.util.List;

/** The Kafka topics. The key of every message is the tenant's id, or begins with it on a compacted topic. */
public final class Topics {

    /** Commands to workers: discover, sync. Taken by a share group. */
    public static final String JOBS = "millrace.jobs.v1";

    /** Facts about runs of every kind, and about what they led to. */
    public static final String RUN_EVENTS = "millrace.run-events.v1";

    /** Facts about tenants and memberships; compacted, so the key of a membership is {@code tenant/member}. */
    public static final String TENANT_EVENTS = "millrace.tenant-events.v1";

    /** Who did what. */
    public static final String AUDIT_EVENTS = "millrace.audit-events.v1";

    /** Every topic that must exist, without the dead letters. */
    public static final List<String> ALL = List.of(JOBS, RUN_EVENTS, TENANT_EVENTS, AUDIT_EVENTS);

    private Topics() {}

    /** Where a message goes that no retry could handle. */
    public static String deadLetters(String topic) {
        return topic + ".dead-letters";
    }
}

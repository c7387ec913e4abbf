package dev.millrace.events;

/** The {@code type} attributes of our CloudEvents: verbs for commands, past tense for facts. */
public final class EventTypes {

    public static final String DISCOVER = "dev.millrace.job.discover.v1";
    public static final String SYNC = "dev.millrace.job.sync.v1";
    public static final String TRY = "dev.millrace.job.try.v1";
    public static final String AUTHORISE = "dev.millrace.job.authorise.v1";

    public static final String RUN_QUEUED = "dev.millrace.run.queued.v1";
    public static final String RUN_STARTED = "dev.millrace.run.started.v1";
    public static final String RUN_PROGRESSED = "dev.millrace.run.progressed.v1";
    public static final String RUN_SUCCEEDED = "dev.millrace.run.succeeded.v1";
    public static final String RUN_FAILED = "dev.millrace.run.failed.v1";
    public static final String RUN_CANCELLED = "dev.millrace.run.cancelled.v1";

    public static final String SCHEMA_CHANGED = "dev.millrace.schema.changed.v1";

    public static final String DASHBOARD_READY = "dev.millrace.dashboard.ready.v1";

    public static final String TENANT_CREATED = "dev.millrace.tenant.created.v1";
    public static final String TENANT_DELETED = "dev.millrace.tenant.deleted.v1";
    public static final String TENANT_RESTORED = "dev.millrace.tenant.restored.v1";
    public static final String TENANT_ENDED = "dev.millrace.tenant.ended.v1";
    public static final String TENANT_ERASED = "dev.millrace.tenant.erased.v1";
    public static final String MEMBERSHIP_CHANGED = "dev.millrace.membership.changed.v1";
    public static final String API_KEY_REVOKED = "dev.millrace.api-key.revoked.v1";
    public static final String ACCESS_ENDING = "dev.millrace.source.access-ending.v1";
    public static final String SOURCE_DELETED = "dev.millrace.source.deleted.v1";

    public static final String AUDITED = "dev.millrace.audit.recorded.v1";

    private EventTypes() {}
}

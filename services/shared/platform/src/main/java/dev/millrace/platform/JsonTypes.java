package dev.millrace.platform;

import dev.millrace.events.AccessEnding;
import dev.millrace.events.ApiKeyRevoked;
import dev.millrace.events.AuditRecord;
import dev.millrace.events.AuthorisationJobData;
import dev.millrace.events.DashboardReady;
import dev.millrace.events.JobData;
import dev.millrace.events.MembershipChanged;
import dev.millrace.events.RunSnapshot;
import dev.millrace.events.SchemaChanged;
import dev.millrace.events.SourceDeleted;
import dev.millrace.events.TenantCreated;
import dev.millrace.events.TenantDeleted;
import dev.millrace.events.TenantEnded;
import dev.millrace.events.TenantErased;
import dev.millrace.events.TenantRestored;
import dev.millrace.events.TrialJobData;
import dev.millrace.work.ConnectorDescriptor;
import dev.millrace.work.Failure;
import dev.millrace.work.StreamProgress;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** What services write as JSON and read from it besides what goes over HTTP, which Quarkus knows. Events and what workers say know no Quarkus. */
@RegisterForReflection(
        registerFullHierarchy = true,
        targets = {
            AccessEnding.class,
            ApiKeyRevoked.class,
            AuditRecord.class,
            AuthorisationJobData.class,
            DashboardReady.class,
            JobData.class,
            MembershipChanged.class,
            RunSnapshot.class,
            SchemaChanged.class,
            SourceDeleted.class,
            TenantCreated.class,
            TenantDeleted.class,
            TenantEnded.class,
            TenantErased.class,
            TenantRestored.class,
            TrialJobData.class,
            ConnectorDescriptor.class,
            Failure.class,
            StreamProgress.class
        })
final class JsonTypes {

    private JsonTypes() {}
}

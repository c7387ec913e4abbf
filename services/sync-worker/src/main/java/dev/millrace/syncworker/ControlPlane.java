package dev.millrace.syncworker;

import dev.millrace.kernel.RunId;
import dev.millrace.kernel.TenantId;
import dev.millrace.kernel.UploadId;
import dev.millrace.work.ClaimedRun;
import dev.millrace.work.Completion;
import dev.millrace.work.ConnectorDescriptor;
import dev.millrace.work.CredentialRenewal;
import dev.millrace.work.ProgressAnswer;
import dev.millrace.work.ProgressReport;
import dev.millrace.work.WarehouseAccess;
import java.io.InputStream;
import java.util.Optional;

/**
 * The services that know about runs. Every method blocks, and throws a {@link dev.millrace.kernel.MillraceException}:
 * {@code FENCED} when another attempt has the run, {@code PLATFORM_UNAVAILABLE} when the same call may work later.
 */
interface ControlPlane {

    /** Takes a run; empty when somebody else has it, or it is over. */
    Optional<ClaimedRun> claim(RunId run);

    ProgressAnswer progress(RunId run, ProgressReport report);

    void complete(RunId run, Completion completion);

    /** How to reach the tenant's warehouse with the loader role. */
    WarehouseAccess warehouse(TenantId tenant);

    /** Returns while the attempt has the run. */
    void requireLease(RunId run, long fencingToken);

    /** Keeps credentials that an API has replaced; false when a person has changed them in the meantime. */
    boolean renewCredentials(RunId run, CredentialRenewal renewal);

    /** The bytes of an uploaded file. */
    InputStream upload(RunId run, UploadId upload, long fencingToken);

    void announce(ConnectorDescriptor descriptor);
}

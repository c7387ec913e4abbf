package dev.millrace.syncworker;

import dev.millrace.connector.spi.trial.Inspection;
import dev.millrace.connector.spi.trial.TrialRead;
import dev.millrace.kernel.AuthorisationId;
import dev.millrace.kernel.CertificateFailure;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.kernel.RunId;
import dev.millrace.kernel.TenantId;
import dev.millrace.kernel.TimeOrderedUuid;
import dev.millrace.kernel.TrialId;
import dev.millrace.kernel.UploadId;
import dev.millrace.work.AuthorisationCompletion;
import dev.millrace.work.ClaimRequest;
import dev.millrace.work.ClaimedAuthorisation;
import dev.millrace.work.ClaimedRun;
import dev.millrace.work.ClaimedTrial;
import dev.millrace.work.Completion;
import dev.millrace.work.ConnectorDescriptor;
import dev.millrace.work.CredentialRenewal;
import dev.millrace.work.Failure;
import dev.millrace.work.ProgressAnswer;
import dev.millrace.work.ProgressReport;
import dev.millrace.work.TrialCompletion;
import dev.millrace.work.WarehouseAccess;
import io.quarkus.oidc.client.OidcClientException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** The control plane over HTTP, with the worker's service account. */
@ApplicationScoped
class HttpControlPlane implements ControlPlane, ShortJobs {

    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final ConnectorApi connector;
    private final TenantManagementApi tenantManagement;
    private final String worker = "worker-" + TimeOrderedUuid.next();

    HttpControlPlane(@RestClient ConnectorApi connector, @RestClient TenantManagementApi tenantManagement) {
        this.connector = connector;
        this.tenantManagement = tenantManagement;
    }

    @Override
    public Optional<ClaimedRun> claim(RunId run) {
        return claim("claim the run", () -> connector.claim(run, new ClaimRequest(worker)));
    }

    @Override
    public Optional<ClaimedTrial> claim(TrialId trial) {
        return claim("claim the trial", () -> connector.claim(trial, new ClaimRequest(worker)));
    }

    private static <T> Optional<T> claim(String action, Supplier<T> claim) {
        return call(action, () -> {
            try {
                return Optional.of(claim.get());
            } catch (WebApplicationException e) {
                int status = e.getResponse().getStatus();
                if (status == NOT_FOUND || status == CONFLICT) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    @Override
    public void complete(
            TrialId trial, @Nullable Inspection inspection, @Nullable TrialRead read, @Nullable Failure failure) {
        call("complete the trial", () -> {
            connector.complete(trial, new TrialCompletion(worker, inspection, read, failure));
            return true;
        });
    }

    @Override
    public Optional<ClaimedAuthorisation> claim(AuthorisationId authorisation) {
        return claim("claim the permission", () -> connector.claim(authorisation, new ClaimRequest(worker)));
    }

    @Override
    public void complete(
            AuthorisationId authorisation, AuthorisationCompletion.@Nullable Tokens tokens, @Nullable Failure failure) {
        call("keep the permission", () -> {
            connector.complete(authorisation, new AuthorisationCompletion(worker, tokens, failure));
            return true;
        });
    }

    @Override
    public ProgressAnswer progress(RunId run, ProgressReport report) {
        return call("report progress", () -> connector.progress(run, report));
    }

    @Override
    public void complete(RunId run, Completion completion) {
        call("complete the run", () -> {
            connector.complete(run, completion);
            return true;
        });
    }

    @Override
    public WarehouseAccess warehouse(TenantId tenant) {
        return call("open the warehouse", () -> tenantManagement.warehouse(tenant, WarehouseAccess.Role.LOADER));
    }

    @Override
    public void requireLease(RunId run, long fencingToken) {
        call("see whether the run is still ours", () -> {
            connector.lease(run, fencingToken);
            return true;
        });
    }

    @Override
    public boolean renewCredentials(RunId run, CredentialRenewal renewal) {
        return call("keep the renewed credentials", () -> connector.renew(run, renewal))
                .kept();
    }

    @Override
    public InputStream upload(RunId run, UploadId upload, long fencingToken) {
        return call("fetch the uploaded file", () -> connector.upload(run, upload, fencingToken));
    }

    @Override
    public void announce(ConnectorDescriptor descriptor) {
        call("announce the connector " + descriptor.name(), () -> {
            connector.announce(descriptor.name(), descriptor);
            return true;
        });
    }

    private static <T> T call(String action, Supplier<T> request) {
        try {
            return request.get();
        } catch (WebApplicationException e) {
            int status = e.getResponse().getStatus();
            if (status == CONFLICT) {
                throw new MillraceException(ErrorCode.FENCED, "Another attempt has taken over this run.", e);
            }
            if (status == NOT_FOUND) {
                throw new MillraceException(ErrorCode.NOT_FOUND, "Could not " + action + ": it no longer exists.", e);
            }
            throw new MillraceException(
                    ErrorCode.PLATFORM_UNAVAILABLE,
                    "Could not " + action + ": the control plane answered " + status + ".",
                    e);
        } catch (ProcessingException | OidcClientException e) {
            throw new MillraceException(
                    ErrorCode.PLATFORM_UNAVAILABLE,
                    "Could not " + action + ": "
                            + CertificateFailure.in(e)
                                    .map(refused -> "the control plane is not trusted, " + refused.sentence() + ".")
                                    .orElse("the control plane does not answer."),
                    e);
        }
    }
}

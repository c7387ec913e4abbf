package dev.millrace.connector.work;

import dev.millrace.connector.catalogue.Connectors;
import dev.millrace.connector.runs.Run;
import dev.millrace.connector.runs.Runs;
import dev.millrace.connector.runs.RunsConfiguration;
import dev.millrace.connector.sources.Source;
import dev.millrace.connector.sources.Sources;
import dev.millrace.connector.uploads.Uploads;
import dev.millrace.events.RunSnapshot;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.kernel.RunId;
import dev.millrace.kernel.SourceId;
import dev.millrace.kernel.TenantId;
import dev.millrace.kernel.UploadId;
import dev.millrace.platform.tenancy.RowScope;
import dev.millrace.work.ClaimRequest;
import dev.millrace.work.ClaimedRun;
import dev.millrace.work.Completion;
import dev.millrace.work.ConfiguredStream;
import dev.millrace.work.ConnectorDescriptor;
import dev.millrace.work.CredentialRenewal;
import dev.millrace.work.ProgressAnswer;
import dev.millrace.work.ProgressReport;
import dev.millrace.work.RunKind;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What workers call, with their own tokens; never reachable from outside. */
@Path("/internal/v1")
@RolesAllowed("service-sync-worker")
class WorkResource {

    private final Connectors connectors;
    private final Runs runs;
    private final Sources sources;
    private final Uploads uploads;
    private final HashKeys hashKeys;
    private final RowScope rows;
    private final RunsConfiguration configuration;

    WorkResource(
            Connectors connectors,
            Runs runs,
            Sources sources,
            Uploads uploads,
            HashKeys hashKeys,
            RowScope rows,
            RunsConfiguration configuration) {
        this.connectors = connectors;
        this.runs = runs;
        this.sources = sources;
        this.uploads = uploads;
        this.hashKeys = hashKeys;
        this.rows = rows;
        this.configuration = configuration;
    }

    @PUT
    @Path("connectors/{name}")
    @Transactional
    @Operation(hidden = true)
    public void announce(@PathParam("name") String name, @NotNull ConnectorDescriptor descriptor) {
        if (!descriptor.name().equals(name)) {
            throw new MillraceException(ErrorCode.INVALID_REQUEST, "The connector's name is not that of the path.");
        }
        connectors.announce(descriptor);
    }

    @POST
    @Path("runs/{run}/claims")
    @Operation(hidden = true)
    public ClaimedRun claim(@PathParam("run") RunId id, @NotNull ClaimRequest request) {
        return inTenantOf(id, tenant -> {
            Run run = runs.claim(id, request.worker());
            Source source = sources.get(new SourceId(run.sourceId));
            List<ConfiguredStream> streams = run.kind == RunKind.SYNC ? Sources.configuredStreams(source) : List.of();
            return new ClaimedRun(
                    id,
                    tenant,
                    source.sourceId(),
                    run.kind,
                    run.attempt,
                    run.fencingToken,
                    configuration.lease(),
                    Sources.connectorToRun(source),
                    sources.configurationWithSecrets(tenant, source),
                    source.catalog,
                    streams,
                    source.schema,
                    hashKeys.neededBy(tenant, streams).orElse(null),
                    sources.manifest(tenant, source).orElse(null));
        });
    }

    @POST
    @Path("runs/{run}/progress")
    @Operation(hidden = true)
    public ProgressAnswer progress(@PathParam("run") RunId id, @NotNull ProgressReport report) {
        return inTenantOf(id, tenant -> new ProgressAnswer(runs.progress(id, report).cancelRequested));
    }

    @POST
    @Path("runs/{run}/completion")
    @Operation(hidden = true)
    public void complete(@PathParam("run") RunId id, @NotNull Completion completion) {
        inTenantOf(id, tenant -> runs.complete(id, completion));
    }

    /** Answers while the attempt has the run, so that it may change something that can't be changed back. */
    @GET
    @Path("runs/{run}/lease")
    @Operation(hidden = true)
    public void lease(@PathParam("run") RunId id, @QueryParam("fencingToken") long fencingToken) {
        inTenantOf(id, tenant -> runs.requireHeldBy(id, fencingToken));
    }

    @PUT
    @Path("runs/{run}/credentials")
    @Operation(hidden = true)
    public CredentialRenewal.Answer renew(@PathParam("run") RunId id, @NotNull CredentialRenewal renewal) {
        return inTenantOf(id, tenant -> {
            Run run = runs.requireHeldBy(id, renewal.fencingToken());
            Source source = sources.lock(new SourceId(run.sourceId));
            return new CredentialRenewal.Answer(sources.renewCredentials(tenant, source, renewal.changes()));
        });
    }

    @GET
    @Path("runs/{run}/uploads/{upload}/content")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(hidden = true)
    public InputStream content(
            @PathParam("run") RunId id,
            @PathParam("upload") UploadId upload,
            @QueryParam("fencingToken") long fencingToken) {
        return inTenantOf(id, tenant -> {
            Run run = runs.get(id);
            if (run.state != RunSnapshot.State.RUNNING || run.fencingToken != fencingToken) {
                throw new MillraceException(ErrorCode.FENCED, "Another attempt owns the run, or it has ended.");
            }
            uploads.requireOwn(upload);
            return uploads.open(tenant, upload);
        });
    }

    private <T> T inTenantOf(RunId id, Function<TenantId, T> work) {
        return rows.withinTenantOf("runs", "run", id.value(), work);
    }
}

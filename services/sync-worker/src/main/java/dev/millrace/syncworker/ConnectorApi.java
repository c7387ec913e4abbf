package dev.millrace.syncworker;

import dev.millrace.kernel.AuthorisationId;
import dev.millrace.kernel.RunId;
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
import dev.millrace.work.ProgressAnswer;
import dev.millrace.work.ProgressReport;
import dev.millrace.work.TrialCompletion;
import io.quarkus.oidc.client.filter.OidcClientFilter;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.io.InputStream;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** What the connector service answers to workers. */
@RegisterRestClient(configKey = "connector")
@OidcClientFilter
@Path("/internal/v1")
interface ConnectorApi {

    @PUT
    @Path("connectors/{name}")
    void announce(@PathParam("name") String name, ConnectorDescriptor descriptor);

    @POST
    @Path("runs/{run}/claims")
    ClaimedRun claim(@PathParam("run") RunId run, ClaimRequest request);

    @POST
    @Path("runs/{run}/progress")
    ProgressAnswer progress(@PathParam("run") RunId run, ProgressReport report);

    @POST
    @Path("runs/{run}/completion")
    void complete(@PathParam("run") RunId run, Completion completion);

    @GET
    @Path("runs/{run}/lease")
    void lease(@PathParam("run") RunId run, @QueryParam("fencingToken") long fencingToken);

    @PUT
    @Path("runs/{run}/credentials")
    CredentialRenewal.Answer renew(@PathParam("run") RunId run, CredentialRenewal renewal);

    @POST
    @Path("authorisations/{authorisation}/claims")
    ClaimedAuthorisation claim(@PathParam("authorisation") AuthorisationId authorisation, ClaimRequest request);

    @POST
    @Path("authorisations/{authorisation}/completion")
    void complete(@PathParam("authorisation") AuthorisationId authorisation, AuthorisationCompletion completion);

    @POST
    @Path("trials/{trial}/claims")
    ClaimedTrial claim(@PathParam("trial") TrialId trial, ClaimRequest request);

    @POST
    @Path("trials/{trial}/completion")
    void complete(@PathParam("trial") TrialId trial, TrialCompletion completion);

    @GET
    @Path("runs/{run}/uploads/{upload}/content")
    InputStream upload(
            @PathParam("run") RunId run,
            @PathParam("upload") UploadId upload,
            @QueryParam("fencingToken") long fencingToken);
}

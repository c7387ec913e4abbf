package dev.millrace.connector.authorisations;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.connector.authorisations.Authorisations.Asker;
import dev.millrace.connector.sources.Sources;
import dev.millrace.events.MillraceJson;
import dev.millrace.kernel.AuthorisationId;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.kernel.Role;
import dev.millrace.kernel.SourceId;
import dev.millrace.kernel.TenantId;
import dev.millrace.platform.audit.Audit;
import dev.millrace.platform.paging.Page;
import dev.millrace.platform.tenancy.Membership;
import dev.millrace.platform.tenancy.RequiresRole;
import dev.millrace.platform.tenancy.TenantContext;
import dev.millrace.work.Failure;
import io.quarkus.security.Authenticated;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/tenants/{tenant}/authorisations")
@Authenticated
@Tag(name = "Authorisations")
class AuthorisationsResource {

    /**
     * What permission is asked for: that of a source that is to be connected, or of one that is there.
     *
     * @param connector of a new source
     * @param sourceId of one whose permission is given anew
     * @param configuration with the client's id and secret, where the tenant has an app of its own at the vendor
     */
    record NewAuthorisation(
            @Nullable String connector,
            @Nullable SourceId sourceId,
            @Nullable JsonNode configuration) {

        @Override
        public String toString() {
            return "NewAuthorisation[" + connector + ", " + sourceId + "]";
        }
    }

    /**
     * What the login server sent the browser back with.
     *
     * @param code null when it gave none
     * @param error why not
     */
    record AuthorisationAnswer(
            @NotBlank(message = "is missing") String state,
            @Nullable String code,
            @Nullable String error) {

        @Override
        public String toString() {
            return "AuthorisationAnswer[***]";
        }
    }

    /**
     * A permission that is asked for.
     *
     * @param url that the browser is sent to, while it is asked
     * @param failure why it was not given
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record AuthorisationView(
            AuthorisationId id,
            Authorisation.State state,
            @Nullable String url,
            @Nullable Failure failure) {

        static AuthorisationView of(Authorisation authorisation, @Nullable String url) {
            return new AuthorisationView(
                    authorisation.authorisationId(), authorisation.state, url, authorisation.failure);
        }
    }

    /** A connector for which the platform has an app of its own. */
    record PlatformApp(String connector) {}

    private final Authorisations authorisations;
    private final PlatformApps apps;
    private final Sources sources;
    private final TenantContext context;
    private final Audit audit;

    AuthorisationsResource(
            Authorisations authorisations, PlatformApps apps, Sources sources, TenantContext context, Audit audit) {
        this.authorisations = authorisations;
        this.apps = apps;
        this.sources = sources;
        this.context = context;
        this.audit = audit;
    }

    private Asker member() {
        return new Asker.Member(context.membership()
                .map(Membership::member)
                .orElseThrow(() -> new IllegalStateException("the access filter has seen no member")));
    }

    @GET
    @Path("platform-apps")
    @RequiresRole(Role.VIEWER)
    @Operation(operationId = "listPlatformApps", summary = "The connectors that need no app of one's own at the vendor")
    public Page<PlatformApp> platformApps(@PathParam("tenant") TenantId tenant) {
        return Page.whole(
                apps.connectors().stream().sorted().map(PlatformApp::new).toList());
    }

    @POST
    @RequiresRole(Role.EDITOR)
    @Transactional
    @Operation(
            operationId = "askForPermission",
            summary = "Ask for a permission: open the address in the browser, which comes back with an answer")
    @APIResponse(
            responseCode = "201",
            description = "The permission that is asked for",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = AuthorisationView.class)))
    public Response ask(@PathParam("tenant") TenantId tenant, @NotNull @Valid NewAuthorisation body) {
        JsonNode given = body.configuration();
        JsonNode configuration = given == null ? MillraceJson.mapper().createObjectNode() : given;
        Authorisations.Asked asked = ask(tenant, body, configuration);
        audit.record("permission-asked", asked.authorisation().connector, Map.of());
        return Response.created(URI.create("/api/v1/tenants/" + tenant + "/authorisations/" + asked.authorisation().id))
                .entity(AuthorisationView.of(asked.authorisation(), asked.url()))
                .build();
    }

    private Authorisations.Asked ask(TenantId tenant, NewAuthorisation body, JsonNode configuration) {
        SourceId source = body.sourceId();
        String connector = body.connector();
        if (source != null) {
            return authorisations.askAnew(tenant, member(), sources.get(source), configuration);
        }
        if (connector == null) {
            throw new MillraceException(
                    ErrorCode.INVALID_REQUEST, "A permission is for a connector or for a source. Name one of them.");
        }
        return authorisations.ask(tenant, member(), connector, configuration);
    }

    @GET
    @Path("{authorisation}")
    @RequiresRole(Role.EDITOR)
    @Transactional
    @Operation(
            operationId = "getAuthorisation",
            summary = "How far a permission is; one of a source that is there is used when it is done")
    public AuthorisationView get(@PathParam("tenant") TenantId tenant, @PathParam("authorisation") AuthorisationId id) {
        return AuthorisationView.of(authorisations.get(id), null);
    }

    @POST
    @Path("{authorisation}/answer")
    @RequiresRole(Role.EDITOR)
    @Transactional
    @Operation(
            operationId = "answerAuthorisation",
            summary = "Bring what the login server said, in the session that asked")
    @APIResponse(
            responseCode = "202",
            description = "The permission, which a worker takes now",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = AuthorisationView.class)))
    public Response answer(
            @PathParam("tenant") TenantId tenant,
            @PathParam("authorisation") AuthorisationId id,
            @NotNull @Valid AuthorisationAnswer body) {
        Authorisation authorisation =
                authorisations.answer(tenant, member(), id, body.state(), body.code(), body.error());
        return Response.accepted(AuthorisationView.of(authorisation, null)).build();
    }
}

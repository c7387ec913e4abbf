package dev.millrace.connector.authorisations;

import dev.millrace.connector.sources.Source;
import dev.millrace.connector.sources.Sources;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.kernel.Role;
import dev.millrace.kernel.SourceId;
import dev.millrace.kernel.TenantId;
import dev.millrace.platform.audit.Audit;
import dev.millrace.platform.tenancy.Membership;
import dev.millrace.platform.tenancy.RequiresRole;
import dev.millrace.platform.tenancy.TenantContext;
import io.quarkus.security.Authenticated;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1/tenants/{tenant}/sources/{source}/reconnect-links")
@Authenticated
@Tag(name = "Authorisations")
class ReconnectLinksResource {

    /** @param workspace its name, for whoever opens the link */
    record NewReconnectLink(
            @NotBlank(message = "is missing") @Size(max = 120, message = "must not be longer than 120 characters")
            String workspace) {}

    /** @param url shown this once; it opens a page where the permission can be given, and nothing else */
    record MadeReconnectLink(String url, Instant expiresAt) {

        @Override
        public String toString() {
            return "MadeReconnectLink[***]";
        }
    }

    private final ReconnectLinks links;
    private final Sources sources;
    private final TenantContext context;
    private final Audit audit;
    private final AuthorisationsConfiguration configuration;

    ReconnectLinksResource(
            ReconnectLinks links,
            Sources sources,
            TenantContext context,
            Audit audit,
            AuthorisationsConfiguration configuration) {
        this.links = links;
        this.sources = sources;
        this.context = context;
        this.audit = audit;
        this.configuration = configuration;
    }

    @POST
    @RequiresRole(Role.ADMIN)
    @Transactional
    @Operation(
            operationId = "makeReconnectLink",
            summary = "Make a link by which the account's owner gives the permission anew, once and within three days")
    @APIResponse(
            responseCode = "201",
            description = "The link",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = MadeReconnectLink.class)))
    public Response make(
            @PathParam("tenant") TenantId tenant,
            @PathParam("source") SourceId id,
            @NotNull @Valid NewReconnectLink body) {
        Source source = sources.get(id);
        if (AuthorisationTerms.of(sources.connectorOf(source)).isEmpty()) {
            throw new MillraceException(
                    ErrorCode.INVALID_REQUEST,
                    source.name + " has no permission to be given in the browser. Change its details instead.");
        }
        String createdBy = context.membership().map(Membership::name).orElse("");
        ReconnectLinks.Made made = links.make(id, body.workspace().strip(), createdBy);
        audit.record("reconnect-link-made", source.name, Map.of());
        String base = configuration.publicUrl().toString().replaceAll("/+$", "");
        return Response.status(Response.Status.CREATED)
                .entity(new MadeReconnectLink(base + "/reconnect/" + made.token(), made.link().expiresAt))
                .build();
    }
}

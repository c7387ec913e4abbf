package dev.millrace.connector.authorisations;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.connector.authorisations.Authorisations.Asker;
import dev.millrace.connector.authorisations.AuthorisationsResource.AuthorisationAnswer;
import dev.millrace.connector.sources.Source;
import dev.millrace.connector.sources.Sources;
import dev.millrace.events.MillraceJson;
import dev.millrace.kernel.AuthorisationId;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.kernel.SourceId;
import dev.millrace.work.ConnectorDescriptor;
import dev.millrace.work.Failure;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What whoever has a reconnect link may do without a login. The link's token is all that they show. */
@Path("/api/v1/reconnect-links/{token}")
@PermitAll
@Tag(name = "Authorisations")
class ReconnectResource {

    /**
     * What the page of a link shows.
     *
     * @param workspace its name
     * @param source the source's name
     * @param vendor the connector's title, with its tile
     */
    record Reconnection(
            String workspace, String source, String vendor, String colour, String initials, Instant expiresAt) {}

    /**
     * A permission that is asked for by a link.
     *
     * @param url that the browser is sent to, while it is asked
     * @param failure why it was not given
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record LinkAuthorisation(
            AuthorisationId id,
            Authorisation.State state,
            @Nullable String url,
            @Nullable Failure failure) {}

    private final ReconnectLinks links;
    private final Authorisations authorisations;
    private final Sources sources;

    ReconnectResource(ReconnectLinks links, Authorisations authorisations, Sources sources) {
        this.links = links;
        this.authorisations = authorisations;
        this.sources = sources;
    }

    @GET
    @Operation(operationId = "getReconnectLink", summary = "What a reconnect link is for; needs no login")
    public Reconnection get(@PathParam("token") String token) {
        return links.opened(token, (tenant, link) -> {
            Source source = sources.get(new SourceId(link.sourceId));
            ConnectorDescriptor connector = sources.connectorOf(source);
            return new Reconnection(
                    link.workspace,
                    source.name,
                    connector.title(),
                    connector.colour(),
                    connector.initials(),
                    link.expiresAt);
        });
    }

    @POST
    @Path("authorisations")
    @Operation(
            operationId = "askByReconnectLink",
            summary = "Ask for the permission of the link's source; needs no login")
    public LinkAuthorisation ask(@PathParam("token") String token) {
        return links.opened(token, (tenant, link) -> {
            Source source = sources.get(new SourceId(link.sourceId));
            Authorisations.Asked asked = authorisations.askAnew(
                    tenant,
                    new Asker.LinkHolder(link.id),
                    source,
                    MillraceJson.mapper().createObjectNode());
            return show(asked.authorisation(), asked.url());
        });
    }

    @GET
    @Path("authorisations/{authorisation}")
    @Operation(
            operationId = "getReconnectAuthorisation",
            summary = "How far the permission is; the link is used when it is done. Needs no login")
    public LinkAuthorisation get(@PathParam("token") String token, @PathParam("authorisation") AuthorisationId id) {
        return links.known(token, (tenant, link) -> show(own(link, authorisations.get(id)), null));
    }

    @POST
    @Path("authorisations/{authorisation}/answer")
    @Operation(
            operationId = "answerReconnectAuthorisation",
            summary = "Bring what the login server said; needs no login")
    public LinkAuthorisation answer(
            @PathParam("token") String token,
            @PathParam("authorisation") AuthorisationId id,
            @NotNull @Valid AuthorisationAnswer body) {
        return links.opened(
                token,
                (tenant, link) -> show(
                        authorisations.answer(
                                tenant, new Asker.LinkHolder(link.id), id, body.state(), body.code(), body.error()),
                        null));
    }

    private static Authorisation own(ReconnectLink link, Authorisation authorisation) {
        if (!link.id.equals(authorisation.linkId)) {
            throw new MillraceException(ErrorCode.NOT_FOUND, "There is no such permission.");
        }
        return authorisation;
    }

    private static LinkAuthorisation show(Authorisation authorisation, @Nullable String url) {
        return new LinkAuthorisation(authorisation.authorisationId(), authorisation.state, url, authorisation.failure);
    }
}

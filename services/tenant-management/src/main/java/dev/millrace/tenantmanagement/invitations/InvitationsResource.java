package dev.millrace.tenantmanagement.invitations;

import dev.millrace.kernel.Role;
import dev.millrace.kernel.TenantId;
import dev.millrace.platform.audit.Audit;
import dev.millrace.platform.idempotency.Idempotency;
import dev.millrace.platform.paging.Page;
import dev.millrace.platform.tenancy.RequiresRole;
import dev.millrace.platform.tenancy.TenantContext;
import dev.millrace.tenantmanagement.tenants.Tenants;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.security.Authenticated;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/tenants/{tenant}/invitations")
@Authenticated
@Tag(name = "Invitations")
class InvitationsResource {

    /**
     * An invitation.
     *
     * @param mailedAt when the mail server took its mail; without it the mail is tried again by itself
     */
    record InvitationView(
            UUID id,
            String email,
            Role role,
            String invitedBy,
            Instant createdAt,
            Instant expiresAt,
            String link,
            @Nullable Instant mailedAt) {

        InvitationView mailed(Instant at) {
            return new InvitationView(id, email, role, invitedBy, createdAt, expiresAt, link, at);
        }
    }

    record NewInvitation(
            @NotBlank(message = "is missing") @Email(message = "is not an e-mail address")
            String email,

            @NotNull(message = "is missing") Role role) {}

    /** A person waits for it. */
    private static final Duration MAIL_PATIENCE = Duration.ofSeconds(5);

    private final Invitations invitations;
    private final InvitationMail mail;
    private final Tenants tenants;
    private final TenantContext context;
    private final Audit audit;
    private final Idempotency idempotency;

    InvitationsResource(
            Invitations invitations,
            InvitationMail mail,
            Tenants tenants,
            TenantContext context,
            Audit audit,
            Idempotency idempotency) {
        this.invitations = invitations;
        this.mail = mail;
        this.tenants = tenants;
        this.context = context;
        this.audit = audit;
        this.idempotency = idempotency;
    }

    @GET
    @RequiresRole(Role.ADMIN)
    @Transactional
    @Operation(operationId = "listInvitations", summary = "The invitations that wait to be accepted")
    public Page<InvitationView> list(@PathParam("tenant") TenantId tenant) {
        return Page.whole(invitations.open()).map(this::show);
    }

    @POST
    @RequiresRole(Role.ADMIN)
    @Operation(operationId = "invite", summary = "Invite somebody by e-mail")
    @APIResponse(
            responseCode = "201",
            description = "The invitation",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = InvitationView.class)))
    public Response invite(
            @PathParam("tenant") TenantId tenant,
            @Parameter(description = Idempotency.DESCRIPTION) @HeaderParam(Idempotency.HEADER) @Nullable String key,
            @NotNull @Valid NewInvitation body) {
        List<Supplier<Optional<InvitationView>>> mails = new ArrayList<>();
        Response answer = QuarkusTransaction.requiringNew()
                .call(() -> idempotency.once(key, "invite", body, () -> {
                    Invitation invitation =
                            invitations.invite(context.membership().orElseThrow(), body.email(), body.role());
                    audit.record(
                            "member-invited",
                            invitation.email,
                            Map.of("role", body.role().name()));
                    String workspace = tenants.current(tenant).name;
                    InvitationView view = show(invitation);
                    mails.add(() -> mail.send(tenant, invitation, workspace, MAIL_PATIENCE)
                            .map(view::mailed));
                    return Response.status(Response.Status.CREATED).entity(view).build();
                }));
        // Only of an invitation that is there, and not again with an answer that is repeated.
        return mails.stream()
                .flatMap(send -> send.get().stream())
                .findFirst()
                .map(mailed -> Response.fromResponse(answer).entity(mailed).build())
                .orElse(answer);
    }

    @DELETE
    @Path("{invitation}")
    @RequiresRole(Role.ADMIN)
    @Transactional
    @Operation(operationId = "revokeInvitation", summary = "Withdraw an invitation")
    public void revoke(@PathParam("tenant") TenantId tenant, @PathParam("invitation") UUID id) {
        Invitation invitation = invitations.revoke(id);
        audit.record("invitation-withdrawn", invitation.email, Map.of());
    }

    private InvitationView show(Invitation invitation) {
        return new InvitationView(
                invitation.id,
                invitation.email,
                invitation.role,
                invitation.invitedBy,
                invitation.createdAt,
                invitation.expiresAt,
                mail.link(invitation),
                invitation.mailedAt);
    }
}

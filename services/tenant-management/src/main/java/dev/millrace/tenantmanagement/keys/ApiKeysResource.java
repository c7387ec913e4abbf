package dev.millrace.tenantmanagement.keys;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.kernel.Role;
import dev.millrace.kernel.TenantId;
import dev.millrace.platform.audit.Audit;
import dev.millrace.platform.idempotency.Idempotency;
import dev.millrace.platform.paging.Page;
import dev.millrace.platform.tenancy.RequiresRole;
import dev.millrace.platform.tenancy.TenantContext;
import io.quarkus.security.Authenticated;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Future;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/tenants/{tenant}/api-keys")
@Authenticated
@Tag(name = "API keys")
class ApiKeysResource {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ApiKeyView(
            UUID id,
            String name,
            Role role,
            String prefix,
            String createdBy,
            Instant createdAt,
            @Nullable Instant lastUsedAt,
            @Nullable Instant expiresAt,
            @Nullable String key) {

        @Override
        public String toString() {
            return "ApiKeyView[" + name + "]";
        }
    }

    record NewApiKey(
            @NotBlank(message = "must not be empty") @Size(max = 80, message = "must not be longer than 80 characters")
            String name,

            @NotNull(message = "is missing") Role role,

            @Nullable @Future(message = "must be in the future")
            Instant expiresAt) {}

    private final ApiKeys keys;
    private final TenantContext context;
    private final Audit audit;
    private final Idempotency idempotency;

    ApiKeysResource(ApiKeys keys, TenantContext context, Audit audit, Idempotency idempotency) {
        this.keys = keys;
        this.context = context;
        this.audit = audit;
        this.idempotency = idempotency;
    }

    @GET
    @RequiresRole(Role.ADMIN)
    @Transactional
    @Operation(operationId = "listApiKeys", summary = "The API keys, without the keys themselves")
    public Page<ApiKeyView> list(@PathParam("tenant") TenantId tenant) {
        return Page.whole(keys.all()).map(key -> show(key, null));
    }

    @POST
    @RequiresRole(Role.ADMIN)
    @Transactional
    @Operation(operationId = "createApiKey", summary = "Create an API key; only this answer holds it")
    @APIResponse(
            responseCode = "201",
            description = "The API key",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ApiKeyView.class)))
    public Response create(
            @PathParam("tenant") TenantId tenant,
            @Parameter(description = Idempotency.DESCRIPTION) @HeaderParam(Idempotency.HEADER) @Nullable String key,
            @NotNull @Valid NewApiKey body) {
        return idempotency.once(key, "createApiKey", body, () -> create(body));
    }

    private Response create(NewApiKey body) {
        ApiKeys.Created created =
                keys.create(context.membership().orElseThrow(), body.name().strip(), body.role(), body.expiresAt());
        audit.record(
                "api-key-created",
                created.apiKey().name,
                Map.of("role", body.role().name()));
        return Response.status(Response.Status.CREATED)
                .entity(show(created.apiKey(), created.key()))
                .build();
    }

    @DELETE
    @Path("{key}")
    @RequiresRole(Role.ADMIN)
    @Transactional
    @Operation(operationId = "revokeApiKey", summary = "Revoke an API key")
    public void revoke(@PathParam("tenant") TenantId tenant, @PathParam("key") UUID id) {
        ApiKey key = keys.revoke(tenant, id);
        audit.record("api-key-revoked", key.name, Map.of());
    }

    private static ApiKeyView show(ApiKey key, @Nullable String secret) {
        return new ApiKeyView(
                key.id,
                key.name,
                key.role,
                key.prefix,
                key.createdBy,
                key.createdAt,
                key.lastUsedAt,
                key.expiresAt,
                secret);
    }
}

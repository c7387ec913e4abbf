package dev.millrace.connector.uploads;

import dev.millrace.kernel.Role;
import dev.millrace.kernel.TenantId;
import dev.millrace.kernel.UploadId;
import dev.millrace.platform.tenancy.RequiresRole;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import jakarta.validation.constraints.NotBlank;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1/tenants/{tenant}/uploads")
@Authenticated
@Tag(name = "Uploads")
class UploadsResource {

    record UploadView(UploadId id, String fileName, long sizeBytes) {}

    private final Uploads uploads;

    UploadsResource(Uploads uploads) {
        this.uploads = uploads;
    }

    @POST
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    @Blocking
    @RequiresRole(Role.EDITOR)
    @Operation(operationId = "uploadFile", summary = "Upload a file; the body is its bytes")
    @APIResponse(
            responseCode = "201",
            description = "The upload",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = UploadView.class)))
    public Response upload(
            @PathParam("tenant") TenantId tenant,
            @QueryParam("fileName") @NotBlank(message = "is missing") String fileName,
            InputStream content) {
        Upload upload = uploads.keep(tenant, fileName, content);
        return Response.status(Response.Status.CREATED)
                .entity(new UploadView(new UploadId(upload.id), upload.fileName, upload.sizeBytes))
                .build();
    }
}

package dev.millrace.reporting.dashboards;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.kernel.Role;
import dev.millrace.kernel.SourceId;
import dev.millrace.kernel.TenantId;
import dev.millrace.platform.paging.Page;
import dev.millrace.platform.tenancy.RequiresRole;
import dev.millrace.reporting.questions.Answer;
import dev.millrace.reporting.questions.Answers;
import dev.millrace.reporting.questions.Labels;
import dev.millrace.reporting.questions.Question;
import dev.millrace.reporting.warehouse.DataVersions;
import dev.millrace.reporting.warehouse.DataVersions.Version;
import dev.millrace.reporting.warehouse.TableExport;
import dev.millrace.reporting.warehouse.TableName;
import dev.millrace.reporting.warehouse.WarehouseTable;
import dev.millrace.reporting.warehouse.WarehouseTables;
import io.quarkus.security.Authenticated;
import io.vertx.core.http.HttpServerRequest;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/tenants/{tenant}")
@Authenticated
@Tag(name = "Explore")
class ExploreResource {

    record ColumnView(String name, String label, String type, ColumnKind kind) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record TableView(
            String schema,
            String name,
            String label,
            @Nullable SourceId sourceId,
            @Nullable Long rows,
            List<ColumnView> columns) {}

    private final WarehouseTables tables;
    private final DataVersions versions;
    private final Answers answers;
    private final TableExport export;

    ExploreResource(WarehouseTables tables, DataVersions versions, Answers answers, TableExport export) {
        this.tables = tables;
        this.versions = versions;
        this.answers = answers;
        this.export = export;
    }

    @GET
    @Path("tables")
    @RequiresRole(Role.VIEWER)
    @Transactional
    @Operation(operationId = "listTables", summary = "The tables that can be asked about")
    public Page<TableView> list(@PathParam("tenant") TenantId tenant) {
        Map<String, Version> known = versions.all(tenant);
        return Page.whole(tables.all(tenant))
                .map(table -> show(table, known.get(table.name().schema())));
    }

    @GET
    @Path("tables/{schema}/{table}/rows")
    @Produces("text/csv")
    @RequiresRole(Role.ADMIN)
    @Operation(
            operationId = "exportTable",
            summary = "All rows of a table as CSV",
            description = "The names of the columns come first. An answer that breaks off is not whole.")
    @APIResponse(
            responseCode = "200",
            description = "The rows",
            content = @Content(mediaType = "text/csv", schema = @Schema(type = SchemaType.STRING)))
    public Response rows(
            @PathParam("tenant") TenantId tenant,
            @PathParam("schema") String schema,
            @PathParam("table") String name,
            @Context HttpServerRequest request) {
        WarehouseTable table = tables.find(tenant, new TableName(schema, name))
                .orElseThrow(() -> new MillraceException(
                        ErrorCode.NOT_FOUND, "There is no table %s in %s.".formatted(name, schema)));
        StreamingOutput rows = out -> {
            try {
                export.write(tenant, table, out);
            } catch (RuntimeException e) {
                if (request.response().headWritten()) {
                    // An end that looks like one would have the rest taken for all. Gone before anybody can write it.
                    request.connection()
                            .close()
                            .toCompletionStage()
                            .toCompletableFuture()
                            .join();
                }
                throw e;
            }
        };
        return Response.ok(rows).build();
    }

    @POST
    @Path("questions/answers")
    @RequiresRole(Role.VIEWER)
    @Transactional
    @Operation(operationId = "ask", summary = "Ask a question without SQL")
    public Answer ask(@PathParam("tenant") TenantId tenant, @NotNull @Valid Question question) {
        return answers.answer(tenant, question);
    }

    private static TableView show(WarehouseTable table, @Nullable Version version) {
        return new TableView(
                table.name().schema(),
                table.name().name(),
                Labels.of(table.name().name()),
                version == null ? null : version.sourceId(),
                table.rows() < 0 ? null : table.rows(),
                table.columns().stream()
                        .map(c -> new ColumnView(c.name(), Labels.of(c.name()), c.type(), ColumnKind.of(c)))
                        .toList());
    }
}

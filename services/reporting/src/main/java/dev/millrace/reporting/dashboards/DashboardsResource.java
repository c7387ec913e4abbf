package dev.millrace.reporting.dashboards;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.kernel.DashboardId;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.kernel.Role;
import dev.millrace.kernel.SourceId;
import dev.millrace.kernel.TenantId;
import dev.millrace.platform.audit.Audit;
import dev.millrace.platform.paging.Page;
import dev.millrace.platform.tenancy.RequiresRole;
import dev.millrace.reporting.questions.Answer;
import dev.millrace.reporting.questions.Answers;
import dev.millrace.reporting.questions.Question.Dimension;
import dev.millrace.reporting.questions.Question.Grain;
import dev.millrace.reporting.questions.Visualization;
import io.quarkus.security.Authenticated;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/tenants/{tenant}/dashboards")
@Authenticated
@Tag(name = "Dashboards")
class DashboardsResource {

    record DashboardSummary(
            DashboardId id, String title, SourceId sourceId, Dashboard.Kind kind, int cardCount, Instant updatedAt) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record DashboardView(
            DashboardId id,
            String title,
            SourceId sourceId,
            Dashboard.Kind kind,
            Instant updatedAt,
            List<Card> cards) {}

    record DashboardEdit(
            @Nullable @Size(min = 1, max = 120, message = "must have 1 to 120 characters")
            String title,

            @Nullable @Size(max = 200, message = "must not be more than 200")
            List<@NotNull String> cardOrder) {}

    private final Dashboards dashboards;
    private final Answers answers;
    private final Audit audit;

    DashboardsResource(Dashboards dashboards, Answers answers, Audit audit) {
        this.dashboards = dashboards;
        this.answers = answers;
        this.audit = audit;
    }

    @GET
    @RequiresRole(Role.VIEWER)
    @Transactional
    @Operation(operationId = "listDashboards", summary = "The dashboards, the oldest first")
    public Page<DashboardSummary> list(@PathParam("tenant") TenantId tenant) {
        return Page.whole(dashboards.all())
                .map(d -> new DashboardSummary(
                        d.dashboardId(), d.title, new SourceId(d.sourceId), d.kind, d.cards.size(), d.updatedAt));
    }

    @GET
    @Path("{dashboard}")
    @RequiresRole(Role.VIEWER)
    @Transactional
    @Operation(operationId = "getDashboard", summary = "A dashboard, without its figures")
    @APIResponse(
            responseCode = "200",
            description = "The dashboard",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = DashboardView.class)))
    public Response get(@PathParam("tenant") TenantId tenant, @PathParam("dashboard") DashboardId id) {
        return show(dashboards.get(id));
    }

    @PATCH
    @Path("{dashboard}")
    @RequiresRole(Role.EDITOR)
    @Transactional
    @Operation(operationId = "editDashboard", summary = "Change a dashboard's title or the order of its cards")
    @APIResponse(
            responseCode = "200",
            description = "The dashboard",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = DashboardView.class)))
    public Response edit(
            @PathParam("tenant") TenantId tenant,
            @PathParam("dashboard") DashboardId id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull @Valid DashboardEdit edit) {
        Dashboard dashboard = dashboards.lock(id);
        if (ifMatch != null && !ifMatch.replace("\"", "").equals(String.valueOf(dashboard.version))) {
            throw new MillraceException(
                    ErrorCode.STALE_EDIT, "Somebody else changed this dashboard in between. Look at it again.");
        }
        String title = edit.title();
        if (title != null && !title.isBlank()) {
            dashboard.title = title.strip();
        }
        List<String> order = edit.cardOrder();
        if (order != null) {
            dashboards.arrange(dashboard, order);
        }
        audit.record("dashboard-changed", dashboard.title, Map.of());
        Dashboard.getEntityManager().flush();
        return show(dashboard);
    }

    @GET
    @Path("{dashboard}/cards/{card}/answer")
    @RequiresRole(Role.VIEWER)
    @Transactional
    @Operation(operationId = "getCardAnswer", summary = "The figures of a card")
    public Answer answer(
            @PathParam("tenant") TenantId tenant,
            @PathParam("dashboard") DashboardId id,
            @PathParam("card") String cardId) {
        Card card = dashboards.get(id).cards.stream()
                .filter(candidate -> candidate.id().equals(cardId))
                .findFirst()
                .orElseThrow(() -> new MillraceException(ErrorCode.NOT_FOUND, "There is no such card."));
        Answer answer = answers.answer(tenant, card.question());
        Dimension dimension = card.question().dimension();
        if (card.visualization() == Visualization.NUMBER && dimension != null) {
            Grain grain = dimension.grain() == null ? Grain.DAY : dimension.grain();
            Card.Period period = card.period() == null ? Card.Period.LATEST : card.period();
            return Figures.figure(answer, grain, period, LocalDate.now(ZoneOffset.UTC));
        }
        return answer;
    }

    private static Response show(Dashboard d) {
        return Response.ok(new DashboardView(
                        d.dashboardId(), d.title, new SourceId(d.sourceId), d.kind, d.updatedAt, d.cards))
                .tag(String.valueOf(d.version))
                .build();
    }
}

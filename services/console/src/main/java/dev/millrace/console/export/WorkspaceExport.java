package dev.millrace.console.export;

import dev.millrace.console.ConsoleConfig;
import dev.millrace.console.Problem;
import dev.millrace.console.ServiceClients;
import dev.millrace.console.gateway.Upstream;
import dev.millrace.console.session.Callers;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.Role;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * {@code GET /api/v1/tenants/{tenant}/export}: what a workspace consists of, as a ZIP that is sent while it is made. Every part is asked of
 * the service whose it is, by the API that everybody uses and with the caller's own token: it holds what an admin may see, and no secret.
 */
@ApplicationScoped
class WorkspaceExport {

    private static final Logger LOG = Logger.getLogger(WorkspaceExport.class);
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int FIRST_SERVER_ERROR = 500;

    private final Callers callers;
    private final ConsoleConfig config;
    private final ServiceClients services;

    WorkspaceExport(Callers callers, ConsoleConfig config, ServiceClients services) {
        this.callers = callers;
        this.config = config;
        this.services = services;
    }

    /** What there is to export, looked up before the first byte: until then a failure has an answer of its own. */
    private record Contents(
            JsonObject tenant,
            List<JsonObject> sources,
            List<JsonObject> ownConnectors,
            List<JsonObject> dashboards,
            List<JsonObject> tables) {}

    void routes(@Observes Router router) {
        router.get("/api/v1/tenants/:tenant/export").order(50).handler(this::export);
    }

    private void export(RoutingContext routing) {
        String tenant = routing.pathParam("tenant");
        if (!isId(tenant)) {
            new Problem(ErrorCode.NOT_FOUND, "There is no such workspace, or you are not a member of it.")
                    .send(routing.response());
            return;
        }
        callers.withCaller(routing, caller -> {
            routing.request().resume();
            Thread.ofVirtual()
                    .name("export-" + tenant)
                    .start(() -> export(routing.response(), tenant, caller.authorization()));
        });
    }

    private void export(HttpServerResponse response, String tenant, String authorization) {
        try (HttpClient client = services.open()) {
            answer(response, new TenantApi(client, config.upstream(), tenant, authorization));
        }
    }

    private static void answer(HttpServerResponse response, TenantApi api) {
        try {
            Contents contents = lookUp(api);
            if (!Role.valueOf(contents.tenant().getString("role")).allows(Role.ADMIN)) {
                new Problem(
                                ErrorCode.NOT_ALLOWED,
                                "This needs the role admin. Ask an admin of the workspace for the export.")
                        .send(response);
                return;
            }
            Instant now = Clock.systemUTC().instant();
            response.setChunked(true)
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/zip")
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                    // It is packed already.
                    .putHeader(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY)
                    .putHeader(
                            "Content-Disposition",
                            "attachment; filename=\""
                                    + fileName(contents.tenant().getString("name"), now) + "\"");
            write(response, api, contents, now);
            response.end();
        } catch (TenantApi.RefusedException e) {
            refuse(response, e);
        } catch (IOException | RuntimeException e) {
            LOG.warnf(e, "an export broke off");
            unavailable(response);
        }
    }

    private static Contents lookUp(TenantApi api) throws IOException {
        return new Contents(
                api.get(Upstream.TENANT_MANAGEMENT),
                api.list(Upstream.CONNECTOR, "sources"),
                api.list(Upstream.CONNECTOR, "own-connectors"),
                api.list(Upstream.REPORTING, "dashboards"),
                api.list(Upstream.REPORTING, "tables"));
    }

    private static void write(HttpServerResponse response, TenantApi api, Contents contents, Instant now)
            throws IOException {
        try (WorkspaceArchive archive =
                new WorkspaceArchive(new BufferedOutputStream(new ResponseBody(response), BUFFER_BYTES))) {
            add(archive, "workspace.json", contents.tenant());
            addLines(archive, api, "members");
            addLines(archive, api, "audit-events");
            for (JsonObject source : contents.sources()) {
                String id = source.getString("id");
                add(archive, "sources/" + id + ".json", api.get(Upstream.CONNECTOR, "sources", id));
                add(
                        archive,
                        "sources/" + id + ".pipeline.json",
                        api.get(Upstream.CONNECTOR, "sources", id, "pipeline"));
            }
            for (JsonObject connector : contents.ownConnectors()) {
                String name = connector.getString("name");
                String newest = String.valueOf(connector.getInteger("newest"));
                add(archive, "own-connectors/" + name + ".json", connector);
                add(
                        archive,
                        "own-connectors/" + name + "." + newest + ".json",
                        api.get(Upstream.CONNECTOR, "own-connectors", name, "versions", newest));
            }
            for (JsonObject dashboard : contents.dashboards()) {
                String id = dashboard.getString("id");
                add(archive, "dashboards/" + id + ".json", api.get(Upstream.REPORTING, "dashboards", id));
            }
            for (JsonObject table : contents.tables()) {
                addRows(archive, api, table.getString("schema"), table.getString("name"));
            }
            archive.finish(contents.tenant(), now);
        }
    }

    private static void add(WorkspaceArchive archive, String name, JsonObject content) throws IOException {
        archive.add(name, out -> out.write(content.encodePrettily().getBytes(StandardCharsets.UTF_8)));
    }

    /** A list that may be long: one object a line, in memory a page at a time. */
    private static void addLines(WorkspaceArchive archive, TenantApi api, String list) throws IOException {
        archive.add(list + ".jsonl", out -> {
            String cursor = null;
            do {
                TenantApi.Page page = api.page(Upstream.TENANT_MANAGEMENT, cursor, list);
                for (JsonObject item : page.items()) {
                    out.write((item.encode() + "\n").getBytes(StandardCharsets.UTF_8));
                }
                cursor = page.nextCursor();
            } while (cursor != null);
        });
    }

    private static void addRows(WorkspaceArchive archive, TenantApi api, String schema, String table)
            throws IOException {
        try (InputStream rows = api.open(Upstream.REPORTING, null, "tables", schema, table, "rows")) {
            archive.add(WorkspaceArchive.tableEntry(schema, table), rows::transferTo);
        }
    }

    private static void refuse(HttpServerResponse response, TenantApi.RefusedException refused) {
        if (response.headWritten() || refused.status() >= FIRST_SERVER_ERROR) {
            LOG.warnf(refused, "an export broke off");
            unavailable(response);
            return;
        }
        response.setStatusCode(refused.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(refused.body());
    }

    /** What was begun is cut off, so that nobody takes it for the whole. */
    private static void unavailable(HttpServerResponse response) {
        if (response.headWritten()) {
            response.reset();
            return;
        }
        new Problem(
                        ErrorCode.PLATFORM_UNAVAILABLE,
                        "A part of the workspace can't be read right now; nothing is lost. Try again in a minute.")
                .send(response);
    }

    private static String fileName(String workspace, Instant now) {
        String plain =
                workspace.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        return (plain.isEmpty() ? "workspace" : plain) + "-" + LocalDate.ofInstant(now, ZoneOffset.UTC) + ".zip";
    }

    private static boolean isId(String text) {
        try {
            UUID.fromString(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}

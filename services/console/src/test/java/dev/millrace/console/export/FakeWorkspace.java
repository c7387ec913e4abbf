package dev.millrace.console.export;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** All services at one address, with one workspace. What an {@code Authorization} of {@code Bearer mlr_viewer} sees has the role of a viewer. */
public class FakeWorkspace implements QuarkusTestResourceLifecycleManager {

    static final String TENANT = "0199a000-0000-7000-8000-000000000001";

    /** The second half of the rows comes when this is open. */
    static CountDownLatch restOfRows = new CountDownLatch(0);

    /** Whether reading the rows breaks off. */
    static boolean rowsBreakOff;

    private static final String BASE = "/api/v1/tenants/" + TENANT;

    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", FakeWorkspace::answer);
        server.start();
        String address = "http://127.0.0.1:" + server.getAddress().getPort();
        Map<String, String> settings = new HashMap<>();
        settings.put("quarkus.http.test-port", "0");
        settings.put("quarkus.oidc.auth-server-url", "${keycloak.url}/realms/quarkus");
        settings.put("quarkus.oidc.client-id", "quarkus-web-app");
        settings.put("quarkus.oidc.credentials.secret", "secret");
        settings.put("quarkus.oidc.authentication.state-secret", "0123456789abcdef0123456789abcdef");
        settings.put("quarkus.oidc.token-state-manager.encryption-secret", "0123456789abcdef0123456789abcdef");
        settings.put("millrace.console.realm-url", address + "/auth/realms/quarkus");
        settings.put("millrace.console.keycloak-url", address);
        for (String service : new String[] {"tenant-management", "connector", "transform", "reporting"}) {
            settings.put("millrace.console.upstream." + service, address);
        }
        return settings;
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        String role =
                "Bearer mlr_viewer".equals(exchange.getRequestHeaders().getFirst("Authorization")) ? "VIEWER" : "ADMIN";
        if (path.equals(BASE + "/tables/shop/my%20orders/rows")) {
            rows(exchange);
            return;
        }
        String body = switch (path.replace(BASE, "")) {
            case "" ->
                "{\"id\": \"%s\", \"name\": \"Harbour Coffee & Söhne\", \"role\": \"%s\"}".formatted(TENANT, role);
            case "/members" -> page("{\"name\": \"Mara\"}", null);
            case "/audit-events" -> page("{\"action\": \"second\"}", "next");
            case "/audit-events?limit=200&cursor=next" -> page("{\"action\": \"first\"}", null);
            case "/sources" -> page("{\"id\": \"s-1\"}", null);
            case "/sources/s-1" -> "{\"id\": \"s-1\", \"configuration\": {\"host\": \"db\"}}";
            case "/sources/s-1/pipeline" -> "{\"streams\": []}";
            case "/own-connectors" -> page("{\"name\": \"own-books\", \"newest\": 2}", null);
            case "/own-connectors/own-books/versions/2" -> "{\"manifest\": \"version: 1\"}";
            case "/dashboards" -> page("{\"id\": \"d-1\"}", null);
            case "/dashboards/d-1" -> "{\"id\": \"d-1\", \"cards\": []}";
            case "/tables" -> page("{\"schema\": \"shop\", \"name\": \"my orders\"}", null);
            default -> "{\"code\": \"not-found\", \"status\": 404}";
        };
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(body.contains("\"not-found\"") ? 404 : 200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static void rows(HttpExchange exchange) throws IOException {
        // More is promised than comes, so the end is seen to be none.
        exchange.sendResponseHeaders(200, rowsBreakOff ? 100 : 0);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write("id\n1\n".getBytes(StandardCharsets.UTF_8));
            out.flush();
            if (rowsBreakOff) {
                return;
            }
            restOfRows.await(30, TimeUnit.SECONDS);
            out.write("2\n".getBytes(StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String page(String item, String next) {
        return "{\"items\": [%s], \"nextCursor\": %s}".formatted(item, next == null ? "null" : "\"" + next + "\"");
    }
}

package dev.millrace.console;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.millrace.local.Ports;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;

/**
 * The services behind the front door: one server that answers with what it was asked. Reporting is down. The tenant
 * {@link #OWN_TENANT} is the caller's, any other is not.
 */
public class FakeServices implements QuarkusTestResourceLifecycleManager {

    /** A tenant that every caller belongs to. */
    public static final String OWN_TENANT = "0199a000-0000-7000-8000-000000000001";

    /** A tenant that no caller belongs to. */
    public static final String FOREIGN_TENANT = "0199a000-0000-7000-8000-000000000002";

    /** What a file of the login pages says. */
    public static final String SCRIPT = "export const promise = 'readable';";

    private static final String SESSION_KEY = "0123456789abcdef0123456789abcdef";

    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newCachedThreadPool());
            server.createContext("/", FakeServices::answer);
            server.start();
            String address = "http://127.0.0.1:" + server.getAddress().getPort();
            return Map.ofEntries(
                    Map.entry("quarkus.http.test-port", "0"),
                    Map.entry("quarkus.oidc.auth-server-url", "${keycloak.url}/realms/quarkus"),
                    Map.entry("quarkus.oidc.client-id", "quarkus-web-app"),
                    Map.entry("quarkus.oidc.credentials.secret", "secret"),
                    Map.entry("quarkus.oidc.authentication.state-secret", SESSION_KEY),
                    Map.entry("quarkus.oidc.token-state-manager.encryption-secret", SESSION_KEY),
                    Map.entry("millrace.console.realm-url", address + "/auth/realms/quarkus"),
                    Map.entry("millrace.console.keycloak-url", address),
                    Map.entry("millrace.console.upstream.tenant-management", address),
                    Map.entry("millrace.console.upstream.connector", address),
                    Map.entry("millrace.console.upstream.transform", address),
                    Map.entry("millrace.console.upstream.reporting", "http://127.0.0.1:" + Ports.free()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/q/openapi")) {
            respond(exchange, 200, openApi());
            return;
        }
        if (path.startsWith("/auth/resources/")) {
            script(exchange);
            return;
        }
        if (path.endsWith("/transform-runs/vanishes")) {
            // As if it were killed in the middle of a call: the connection ends without an answer.
            exchange.close();
            return;
        }
        boolean foreign = path.startsWith("/api/v1/tenants/" + FOREIGN_TENANT);
        long bytes = count(exchange.getRequestBody());
        JsonObject seen = new JsonObject()
                .put("method", exchange.getRequestMethod())
                .put("uri", exchange.getRequestURI().toString())
                .put("bytes", bytes)
                .put("cookie", exchange.getRequestHeaders().getFirst("Cookie"))
                .put("authorization", exchange.getRequestHeaders().getFirst("Authorization"))
                .put("host", exchange.getRequestHeaders().getFirst("Host"))
                .put("forwardedHost", exchange.getRequestHeaders().getFirst("X-Forwarded-Host"))
                .put("forwardedFor", exchange.getRequestHeaders().getFirst("X-Forwarded-For"));
        exchange.getResponseHeaders().add("Set-Cookie", "leak=1");
        respond(exchange, foreign ? 404 : 200, seen.encode());
    }

    /** As Keycloak's own files are: packed for whoever takes that. */
    private static void script(HttpExchange exchange) throws IOException {
        byte[] bytes = SCRIPT.getBytes(StandardCharsets.UTF_8);
        String accepted = exchange.getRequestHeaders().getFirst("Accept-Encoding");
        if (accepted != null && accepted.contains("gzip")) {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (GZIPOutputStream packer = new GZIPOutputStream(packed)) {
                packer.write(bytes);
            }
            bytes = packed.toByteArray();
            exchange.getResponseHeaders().add("Content-Encoding", "gzip");
        }
        exchange.getResponseHeaders().add("Content-Type", "text/javascript");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String openApi() {
        return """
                {"openapi": "3.1.0", "info": {"title": "a service", "version": "1"},
                 "paths": {"/api/v1/tenants/{tenant}/sources": {"get": {"operationId": "listSources"}},
                           "/internal/v1/access": {"post": {"operationId": "access"}}}}
                """;
    }

    private static long count(InputStream body) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long total = 0;
        for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
            total += read;
        }
        return total;
    }

    private static void respond(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}

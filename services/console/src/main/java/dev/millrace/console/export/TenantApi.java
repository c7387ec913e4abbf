package dev.millrace.console.export;

import dev.millrace.console.ConsoleConfig;
import dev.millrace.console.gateway.Upstream;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The services' API below one tenant, as one caller sees it. Calls wait for their answer. */
final class TenantApi {

    private static final int OK = 200;

    private final HttpClient client;
    private final ConsoleConfig.Upstreams addresses;
    private final String tenant;
    private final String authorization;

    TenantApi(HttpClient client, ConsoleConfig.Upstreams addresses, String tenant, String authorization) {
        this.client = client;
        this.addresses = addresses;
        this.tenant = tenant;
        this.authorization = authorization;
    }

    /** A service's answer that is no success; it says what to tell the caller. */
    static final class RefusedException extends IOException {

        private static final long serialVersionUID = 1L;

        private final int status;
        private final String body;

        RefusedException(String path, int status, String body) {
            super("%s was answered with %d".formatted(path, status));
            this.status = status;
            this.body = body;
        }

        int status() {
            return status;
        }

        String body() {
            return body;
        }
    }

    /** An object; the path has no query. */
    JsonObject get(Upstream service, String... path) throws IOException {
        try (InputStream body = open(service, null, path)) {
            return new JsonObject(new String(body.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** Some of a list's items. */
    record Page(List<JsonObject> items, @Nullable String nextCursor) {}

    /** A page of a list: the first one, or the one that the page before it names. */
    Page page(Upstream service, @Nullable String cursor, String path) throws IOException {
        try (InputStream body = open(service, cursor, path)) {
            JsonObject page = new JsonObject(new String(body.readAllBytes(), StandardCharsets.UTF_8));
            JsonArray items = page.getJsonArray("items");
            return new Page(
                    IntStream.range(0, items.size())
                            .mapToObj(items::getJsonObject)
                            .toList(),
                    page.getString("nextCursor"));
        }
    }

    /** All items of a list that is never long. */
    List<JsonObject> list(Upstream service, String path) throws IOException {
        List<JsonObject> items = new ArrayList<>();
        Page page = page(service, null, path);
        items.addAll(page.items());
        while (page.nextCursor() != null) {
            page = page(service, page.nextCursor(), path);
            items.addAll(page.items());
        }
        return items;
    }

    /** An answer's bytes as they come. */
    InputStream open(Upstream service, @Nullable String cursor, String... path) throws IOException {
        String segments = Arrays.stream(path).map(TenantApi::encoded).collect(Collectors.joining("/"));
        String query = cursor == null ? "" : "?limit=200&cursor=" + encoded(cursor);
        URI address = service.address(addresses)
                .resolve("/api/v1/tenants/" + tenant + (segments.isEmpty() ? "" : "/" + segments) + query);
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Authorization", authorization)
                .timeout(addresses.silenceTimeout())
                .build();
        try {
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            if (response.statusCode() == OK) {
                return response.body();
            }
            try (InputStream body = response.body()) {
                throw new RefusedException(
                        segments, response.statusCode(), new String(body.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("the export was stopped").initCause(e);
        }
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}

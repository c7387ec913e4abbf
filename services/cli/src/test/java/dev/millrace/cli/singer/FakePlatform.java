package dev.millrace.cli.singer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** A Millrace that keeps what it is sent and loads nothing: of its API, what a target uses. A run has ended when it is asked for twice. */
final class FakePlatform implements AutoCloseable {

    static final String TENANT = "0190a000-0000-7000-8000-000000000001";
    static final String KEY = "mlr_key";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ROOT = "/api/v1/tenants/" + TENANT;

    private final HttpServer server;
    private final Map<String, String> uploads = new HashMap<>();
    private final List<List<String>> loaded = new ArrayList<>();
    private final ArrayNode sources = JSON.createArrayNode();
    private final List<ObjectNode> runs = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private boolean syncsByItself;
    private int answersUntilAway = -1;
    private int changes;

    FakePlatform() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                handle(exchange);
            }
        });
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What was loaded: for each run the content of its parts. */
    synchronized List<List<String>> loaded() {
        return List.copyOf(loaded);
    }

    synchronized int changes() {
        return changes;
    }

    /** Answers 503 once behind so many answers, as the front door does while services restart. */
    synchronized void goAwayAfter(int answers) {
        answersUntilAway = answers;
    }

    /** Has the next sync fail. */
    synchronized void failNext(String message) {
        failures.add(message);
    }

    /** Adds a source that somebody has connected. */
    synchronized void connect(String name, String connector) {
        ObjectNode source = add(name, connector);
        source.putObject("configuration");
        start(source, "DISCOVER");
    }

    private ObjectNode add(String name, String connector) {
        return sources.addObject()
                .put("id", UUID.randomUUID().toString())
                .put("name", name)
                .put("connector", connector);
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (answersUntilAway-- == 0) {
            exchange.getRequestBody().readAllBytes();
            answer(exchange, 503, problem("platform-unavailable", "It is starting."));
        } else if (!("Bearer " + KEY).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer(exchange, 401, problem("not-authenticated", "Log in."));
        } else if (!path.startsWith(ROOT + "/")) {
            answer(exchange, 404, problem("not-found", "There is no such workspace."));
        } else {
            List<String> steps = List.of(path.substring(ROOT.length() + 1).split("/"));
            switch (exchange.getRequestMethod() + " " + steps.getFirst() + " " + steps.size()) {
                case "POST uploads 1" -> upload(exchange);
                case "GET sources 1" ->
                    answer(exchange, 200, JSON.createObjectNode().set("items", sources));
                case "POST sources 1" -> create(exchange);
                case "GET sources 2" -> answer(exchange, 200, show(source(steps.get(1))));
                case "PATCH sources 2" -> change(exchange, source(steps.get(1)));
                case "POST sources 3" -> answer(exchange, 202, start(source(steps.get(1)), "SYNC"));
                default -> throw new IllegalStateException(path);
            }
        }
    }

    private void upload(HttpExchange exchange) throws IOException {
        String id = UUID.randomUUID().toString();
        byte[] body = exchange.getRequestBody().readAllBytes();
        uploads.put(
                id,
                new String(new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes(), StandardCharsets.UTF_8));
        answer(exchange, 201, JSON.createObjectNode().put("id", id));
    }

    private void create(HttpExchange exchange) throws IOException {
        JsonNode body = JSON.readTree(exchange.getRequestBody());
        ObjectNode source =
                add(body.path("name").asText(), body.path("connector").asText());
        source.set("configuration", body.path("configuration"));
        syncsByItself = true;
        ObjectNode answer = JSON.createObjectNode();
        answer.set("run", start(source, "DISCOVER"));
        answer.set("source", source);
        answer(exchange, 202, answer);
    }

    private void change(HttpExchange exchange, ObjectNode source) throws IOException {
        changes++;
        source.set("configuration", JSON.readTree(exchange.getRequestBody()).path("configuration"));
        start(source, "DISCOVER");
        answer(exchange, 200, show(source));
    }

    private ObjectNode source(String id) {
        for (JsonNode source : sources) {
            if (source.path("id").asText().equals(id)) {
                return (ObjectNode) source;
            }
        }
        throw new IllegalStateException("no source " + id);
    }

    private ObjectNode start(ObjectNode source, String kind) {
        ObjectNode run = JSON.createObjectNode()
                .put("id", UUID.randomUUID().toString())
                .put("kind", kind)
                .put("state", "RUNNING");
        runs.add(run);
        if (kind.equals("SYNC")) {
            List<String> parts = new ArrayList<>();
            source.path("configuration")
                    .path("uploads")
                    .forEach(part -> parts.add(uploads.get(part.path("id").asText())));
            loaded.add(parts);
        }
        return run;
    }

    /** The source with its newest run, which has ended when it is asked for again. */
    private ObjectNode show(ObjectNode source) {
        ObjectNode shown = source.deepCopy();
        ObjectNode run = runs.getLast();
        shown.set("latestRun", run.deepCopy());
        if (run.path("state").asText().equals("RUNNING")) {
            end(source, run);
        }
        return shown;
    }

    private void end(ObjectNode source, ObjectNode run) {
        boolean sync = run.path("kind").asText().equals("SYNC");
        if (sync && !failures.isEmpty()) {
            run.put("state", "FAILED");
            run.putObject("failure").put("message", failures.removeFirst());
            return;
        }
        run.put("state", "SUCCEEDED");
        if (!sync && syncsByItself) {
            syncsByItself = false;
            start(source, "SYNC");
        }
    }

    private static ObjectNode problem(String code, String detail) {
        return JSON.createObjectNode().put("code", code).put("detail", detail);
    }

    private static void answer(HttpExchange exchange, int status, @Nullable JsonNode body) {
        try {
            byte[] bytes = String.valueOf(body).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

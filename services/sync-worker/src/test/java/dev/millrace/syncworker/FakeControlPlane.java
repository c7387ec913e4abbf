package dev.millrace.syncworker;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.millrace.connector.spi.Catalog;
import dev.millrace.events.MillraceJson;
import dev.millrace.kernel.RunId;
import dev.millrace.kernel.SourceId;
import dev.millrace.kernel.TenantId;
import dev.millrace.work.AuthorisationCompletion;
import dev.millrace.work.ClaimedAuthorisation;
import dev.millrace.work.ClaimedRun;
import dev.millrace.work.ClaimedTrial;
import dev.millrace.work.Completion;
import dev.millrace.work.ConfiguredStream;
import dev.millrace.work.ProgressAnswer;
import dev.millrace.work.ProgressReport;
import dev.millrace.work.RunKind;
import dev.millrace.work.TrialCompletion;
import dev.millrace.work.WarehouseAccess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The other services, as far as a worker sees them: claims with leases and fencing, uploads, tokens. */
final class FakeControlPlane {

    /** A run as the control plane keeps it. */
    static final class Run {
        final RunId id;
        final TenantId tenant = TenantId.create();
        final SourceId source;
        final RunKind kind;
        final String connector;
        final JsonNode configuration;
        final @Nullable Catalog catalog;
        final List<ConfiguredStream> streams;
        final String schema;
        final List<ProgressReport> reports = new CopyOnWriteArrayList<>();
        volatile long token;
        volatile boolean claimed;
        volatile boolean cancelRequested;
        volatile @Nullable Completion completion;

        Run(
                SourceId source,
                RunKind kind,
                String connector,
                String configuration,
                @Nullable Catalog catalog,
                List<ConfiguredStream> streams,
                String schema) {
            this.id = RunId.create();
            this.source = source;
            this.kind = kind;
            this.connector = connector;
            this.catalog = catalog;
            this.streams = streams;
            this.schema = schema;
            try {
                this.configuration = MillraceJson.mapper().readTree(configuration);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** A trial of a manifest, and what the worker said of it. */
    static final class Trial {
        final ClaimedTrial asked;
        volatile @Nullable TrialCompletion completion;
        private boolean claimed;

        Trial(ClaimedTrial asked) {
            this.asked = asked;
        }
    }

    /** A permission whose code a worker exchanges, and what it said of it. */
    static final class Authorisation {
        final ClaimedAuthorisation asked;
        volatile @Nullable AuthorisationCompletion completion;
        private boolean claimed;

        Authorisation(ClaimedAuthorisation asked) {
            this.asked = asked;
        }
    }

    private final Map<String, Run> runs = new ConcurrentHashMap<>();
    private final Map<String, Trial> trials = new ConcurrentHashMap<>();
    private final Map<String, Authorisation> authorisations = new ConcurrentHashMap<>();
    private final Map<String, byte[]> uploads = new ConcurrentHashMap<>();
    private final Set<String> announced = ConcurrentHashMap.newKeySet();
    private final AtomicLong tokens = new AtomicLong();
    private final HttpServer server;
    private volatile @Nullable WarehouseAccess warehouse;
    private volatile boolean down;

    FakeControlPlane() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void stop() {
        server.stop(0);
    }

    void useWarehouse(WarehouseAccess access) {
        warehouse = access;
    }

    void setDown(boolean isDown) {
        down = isDown;
    }

    Set<String> announced() {
        return announced;
    }

    Run add(Run run) {
        runs.put(run.id.toString(), run);
        return run;
    }

    Trial add(ClaimedTrial asked) {
        Trial trial = new Trial(asked);
        trials.put(asked.trialId().toString(), trial);
        return trial;
    }

    Authorisation add(ClaimedAuthorisation asked) {
        Authorisation authorisation = new Authorisation(asked);
        authorisations.put(asked.authorisationId().toString(), authorisation);
        return authorisation;
    }

    void addUpload(String id, byte[] content) {
        uploads.put(id, content);
    }

    /** What the control plane does when a lease lapses: the next claim is a new attempt. */
    void lapse(Run run) {
        run.claimed = false;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            if (path.equals("/token")) {
                answer(exchange, 200, Map.of("access_token", "the-token", "expires_in", 300, "token_type", "Bearer"));
                return;
            }
            if (down) {
                answer(exchange, 503, Map.of());
                return;
            }
            if (!"Bearer the-token".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                answer(exchange, 401, Map.of());
                return;
            }
            route(exchange, path, body);
        }
    }

    private void route(HttpExchange exchange, String path, byte[] body) throws IOException {
        String[] parts = path.substring(1).split("/", -1);
        if (path.startsWith("/internal/v1/connectors/")) {
            announced.add(parts[3]);
            answer(exchange, 204, null);
        } else if (path.endsWith("/warehouse")) {
            answer(exchange, 200, warehouse);
        } else if (path.startsWith("/internal/v1/runs/") && runs.containsKey(parts[3])) {
            run(exchange, runs.get(parts[3]), parts, body);
        } else if (path.startsWith("/internal/v1/trials/") && trials.containsKey(parts[3])) {
            trial(exchange, trials.get(parts[3]), parts[4], body);
        } else if (path.startsWith("/internal/v1/authorisations/") && authorisations.containsKey(parts[3])) {
            authorisation(exchange, authorisations.get(parts[3]), parts[4], body);
        } else {
            answer(exchange, 404, Map.of());
        }
    }

    private static void trial(HttpExchange exchange, Trial trial, String call, byte[] body) throws IOException {
        if (call.equals("completion")) {
            trial.completion = MillraceJson.mapper().readValue(body, TrialCompletion.class);
            answer(exchange, 204, null);
        } else if (trial.claimed) {
            answer(exchange, 409, Map.of());
        } else {
            trial.claimed = true;
            answer(exchange, 200, trial.asked);
        }
    }

    private static void authorisation(HttpExchange exchange, Authorisation authorisation, String call, byte[] body)
            throws IOException {
        if (call.equals("completion")) {
            authorisation.completion = MillraceJson.mapper().readValue(body, AuthorisationCompletion.class);
            answer(exchange, 204, null);
        } else if (authorisation.claimed) {
            answer(exchange, 409, Map.of());
        } else {
            authorisation.claimed = true;
            answer(exchange, 200, authorisation.asked);
        }
    }

    private void run(HttpExchange exchange, Run run, String[] parts, byte[] body) throws IOException {
        switch (parts[4]) {
            case "claims" -> claim(exchange, run);
            case "progress" -> {
                ProgressReport report = MillraceJson.mapper().readValue(body, ProgressReport.class);
                if (report.fencingToken() != run.token) {
                    answer(exchange, 409, Map.of());
                    return;
                }
                run.reports.add(report);
                answer(exchange, 200, new ProgressAnswer(run.cancelRequested));
            }
            case "completion" -> {
                Completion completion = MillraceJson.mapper().readValue(body, Completion.class);
                if (completion.fencingToken() != run.token) {
                    answer(exchange, 409, Map.of());
                    return;
                }
                run.completion = completion;
                answer(exchange, 204, null);
            }
            case "uploads" -> {
                byte[] content = uploads.get(parts[5]);
                exchange.sendResponseHeaders(200, content.length);
                exchange.getResponseBody().write(content);
            }
            default -> answer(exchange, 404, Map.of());
        }
    }

    private void claim(HttpExchange exchange, Run run) throws IOException {
        synchronized (run) {
            if (run.claimed || run.completion != null) {
                answer(exchange, 409, Map.of());
                return;
            }
            run.claimed = true;
            run.token = tokens.incrementAndGet();
        }
        answer(
                exchange,
                200,
                new ClaimedRun(
                        run.id,
                        run.tenant,
                        run.source,
                        run.kind,
                        1,
                        run.token,
                        Duration.ofSeconds(10),
                        run.connector,
                        run.configuration,
                        run.catalog,
                        run.streams,
                        run.schema,
                        null));
    }

    private static void answer(HttpExchange exchange, int status, @Nullable Object body) throws IOException {
        if (body == null) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        byte[] json = MillraceJson.mapper().writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, json.length);
        exchange.getResponseBody().write(json);
    }
}

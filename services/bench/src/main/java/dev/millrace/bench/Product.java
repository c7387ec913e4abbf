package dev.millrace.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.local.DemoBrowser;
import dev.millrace.local.DemoCustomer;
import dev.millrace.local.DemoPlace;
import dev.millrace.local.LocalPlatform;
import dev.millrace.local.Login;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The running product as a customer uses it: by its public API, with all that a customer's run goes through. */
final class Product {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    /** The times of a run come from its record, so asking often would only take processor time from it: what is not short is asked for seldom. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(150);

    /** Somebody owns 20 at the most, and has one to begin with. */
    private static final int WORKSPACES_OF_A_CUSTOMER = 19;

    private final LocalPlatform platform;
    private final DemoBrowser browser;
    private final String workspace;

    private Product(LocalPlatform platform, DemoBrowser browser, String workspace) {
        this.platform = platform;
        this.browser = browser;
        this.workspace = workspace;
    }

    /** The same product in other workspaces, of as many customers as that takes. */
    List<Product> inWorkspaces(String name, int count) {
        List<Product> made = new ArrayList<>();
        DemoBrowser owner = browser;
        for (int i = 0; i < count; i++) {
            if (i > 0 && i % WORKSPACES_OF_A_CUSTOMER == 0) {
                DemoCustomer another = new DemoCustomer(platform.demoPlace()
                        .with(new Login(
                                "bench-" + i + "@example.com", UUID.randomUUID().toString())));
                another.enter();
                owner = another.browser();
            }
            String id = owner.post("/api/v1/tenants", Map.of("name", name + " " + i))
                    .path("id")
                    .asText();
            made.add(new Product(platform, owner, "/api/v1/tenants/" + id));
        }
        return made;
    }

    /**
     * A finished run.
     *
     * @param fromTrigger from the request that asked for it to its end: dispatch, claim, load, reconciliation
     * @param onWorker from the claim to its end
     */
    record Run(long rowsLoaded, Duration fromTrigger, Duration onWorker) {}

    static Product enter(LocalPlatform platform) {
        return enter(platform, platform.demoPlace());
    }

    private static Product enter(LocalPlatform platform, DemoPlace place) {
        DemoCustomer customer = new DemoCustomer(place);
        customer.enter();
        customer.openWorkspace();
        return new Product(platform, customer.browser(), customer.workspace());
    }

    /** Somebody new with a workspace. */
    static Product signUp(LocalPlatform platform, String name) {
        return enter(
                platform,
                platform.demoPlace()
                        .with(new Login(name + "@example.com", UUID.randomUUID().toString())));
    }

    /** Uploads a file, connects it and waits for its first load; gives the source's id. */
    String connectFile(String name, Path file) {
        return connect(
                "file",
                name,
                Map.of(
                        "uploads",
                        List.of(Map.of(
                                "id",
                                upload(file),
                                "fileName",
                                file.getFileName().toString()))));
    }

    /** Uploads a file; gives its id. */
    String upload(Path file) {
        return browser.upload(workspace + "/uploads?fileName=" + file.getFileName(), file)
                .path("id")
                .asText();
    }

    /** Asks somebody to look at the workspace. */
    void invite(String email) {
        browser.post(workspace + "/invitations", Map.of("email", email, "role", "VIEWER"));
    }

    /** Whether the schedule reads a source within so much time. */
    boolean isDueWithin(String source, Duration time) {
        JsonNode next =
                browser.get(workspace + "/sources/" + source).path("schedule").path("nextAt");
        return next.isTextual()
                && Instant.parse(next.asText()).isBefore(Instant.now().plus(time));
    }

    /** Connects a source and waits for its first load; gives its id. */
    String connect(String connector, String name, Map<String, ?> configuration) {
        String id = create(connector, name, configuration);
        waitForSync(id, "");
        return id;
    }

    /** Connects a source, whose first load begins when a worker has time; gives its id. */
    String create(String connector, String name, Map<String, ?> configuration) {
        return browser.post(
                        workspace + "/sources",
                        Map.of("connector", connector, "name", name, "configuration", configuration))
                .path("source")
                .path("id")
                .asText();
    }

    /** Sets when a source is read. */
    void schedule(String source, Map<String, ?> schedule) {
        browser.put(workspace + "/sources/" + source + "/pipeline", Map.of("schedule", schedule));
    }

    /** Sets how every stream of a source is kept. Tables that peers make beside them are not read. */
    void keepStreams(String source, String syncMode, String cursorField, List<String> primaryKey) {
        String path = workspace + "/sources/" + source + "/pipeline";
        ObjectNode pipeline = (ObjectNode) browser.get(path);
        pipeline.remove("schedule");
        pipeline.put("confirmReload", true);
        pipeline.path("streams").forEach(stream -> {
            ObjectNode edited = (ObjectNode) stream;
            edited.put("syncMode", syncMode);
            edited.put("cursorField", cursorField.isEmpty() ? null : cursorField);
            edited.putPOJO("primaryKey", primaryKey);
            edited.put("schemaChanges", "FREEZE");
        });
        browser.put(path, pipeline);
    }

    /** Has the next run load a stream anew, into another generation of its table. */
    void reset(String source, String stream) {
        browser.post(workspace + "/sources/" + source + "/streams/" + stream + "/reset", Map.of());
    }

    /** Asks for a run, and gives its id. */
    String start(String source) {
        return browser.post(workspace + "/sources/" + source + "/runs", Map.of())
                .path("id")
                .asText();
    }

    /** How far a source's latest run is; empty if that is another one. */
    String state(String source, String run) {
        JsonNode latest = latestRun(source);
        return latest.path("id").asText().equals(run) ? latest.path("state").asText() : "";
    }

    /** How often a run was tried. */
    int attempts(String run) {
        return browser.get(workspace + "/runs/" + run).path("attempt").asInt();
    }

    /** Why a run failed, as people read it; empty if it did not. */
    Optional<String> failure(String run) {
        JsonNode failure = browser.get(workspace + "/runs/" + run).path("failure");
        return failure.path("message").isTextual()
                ? Optional.of(failure.path("message").asText())
                : Optional.empty();
    }

    /** Waits for the dashboard of a source, and gives the address of its first figure. */
    String waitForCard(String source) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(deadline)) {
            for (JsonNode summary : browser.get(workspace + "/dashboards").path("items")) {
                if (summary.path("sourceId").asText().equals(source)) {
                    String dashboard =
                            workspace + "/dashboards/" + summary.path("id").asText();
                    String card = browser.get(dashboard)
                            .path("cards")
                            .path(0)
                            .path("id")
                            .asText();
                    return dashboard + "/cards/" + card + "/answer";
                }
            }
            pause(PAUSE);
        }
        throw new IllegalStateException("There is no dashboard after " + PATIENCE.toMinutes() + " minutes.");
    }

    /** Looks at a figure. */
    JsonNode answer(String card) {
        return browser.get(card);
    }

    /** Runs a source. */
    Run run(String source) {
        Instant begin = Instant.now();
        String run = start(source);
        JsonNode ended = waitForSync(source, run);
        Instant finished = Instant.parse(ended.path("finishedAt").asText());
        return new Run(
                ended.path("rowsLoaded").asLong(),
                Duration.between(begin, finished),
                Duration.between(Instant.parse(ended.path("startedAt").asText()), finished));
    }

    private JsonNode waitForSync(String source, String run) {
        Instant deadline = Instant.now().plus(PATIENCE);
        pause(FIRST_PAUSE);
        while (Instant.now().isBefore(deadline)) {
            JsonNode latest = latestRun(source);
            String state = latest.path("state").asText();
            if (state.equals("FAILED")) {
                throw new IllegalStateException("The run failed: "
                        + latest.path("failure").path("message").asText());
            }
            boolean wanted = run.isEmpty()
                    ? latest.path("kind").asText().equals("SYNC")
                    : latest.path("id").asText().equals(run);
            if (wanted && state.equals("SUCCEEDED")) {
                return latest;
            }
            pause(PAUSE);
        }
        throw new IllegalStateException("The run did not end within " + PATIENCE.toMinutes() + " minutes.");
    }

    private JsonNode latestRun(String source) {
        return browser.get(workspace + "/sources/" + source).path("latestRun");
    }

    private static void pause(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while waiting", e);
        }
    }
}

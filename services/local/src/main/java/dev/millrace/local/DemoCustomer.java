package dev.millrace.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who tries Millrace: signs up by the real forms and the mail, names a workspace, connects the sample business
 * and a spreadsheet, and reads the dashboards. On kept data it logs in instead and reads everything again.
 */
public final class DemoCustomer {

    private static final String WORKSPACE = "Demo company";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(300);
    private static final String CHOOSE_PASSWORD = "form#kc-passwd-update-form";

    private final DemoPlace place;
    private final DemoSpreadsheet spreadsheet = new DemoSpreadsheet();
    private @Nullable DemoBrowser browser;
    private String workspace = "";

    /** Somebody who has not come yet. */
    public DemoCustomer(DemoPlace place) {
        this.place = place;
    }

    /** Signs up, or logs in when that was done before. */
    public String enter() {
        boolean known = register().selectFirst("form#kc-register-form") != null;
        if (known) {
            return logIn();
        }
        place.mailbox().ifPresent(mailbox -> confirm(browser(), mailbox, place.customer()));
        return "signed up as " + whoIsIn();
    }

    /** Logs in, with a browser that has no session. */
    public String logIn() {
        Login customer = place.customer();
        DemoBrowser fresh = new DemoBrowser(place.publicUrl());
        browser = fresh;
        fresh.submit(
                fresh.open("/login"),
                "form#kc-form-login",
                Map.of("username", customer.user(), "password", customer.password()));
        return "logged in as " + whoIsIn();
    }

    private String whoIsIn() {
        JsonNode session = browser().get("/session");
        if (!session.path("authenticated").asBoolean()) {
            throw new ServerFailedException("Everything was entered, and nobody is logged in.");
        }
        return session.path("email").asText();
    }

    /** Fills in the form of a sign-up; gives the page that follows, which is that form again for somebody who has an account. */
    public Document register() {
        Login customer = place.customer();
        DemoBrowser fresh = new DemoBrowser(place.publicUrl());
        browser = fresh;
        Map<String, String> fields =
                new HashMap<>(Map.of("firstName", "Dana", "lastName", "Demo", "email", customer.user()));
        if (place.mailbox().isEmpty()) {
            // Whoever confirms an address chooses the password then.
            fields.put("password", customer.password());
            fields.put("password-confirm", customer.password());
        }
        return fresh.submit(fresh.open("/signup"), "form#kc-register-form", fields);
    }

    /** Ends a sign-up whose mail did not come: by the mail of somebody who has forgotten the password. */
    public String recover() {
        Login customer = place.customer();
        URI mailbox = place.mailbox().orElseThrow(() -> new IllegalStateException("there are no mails here"));
        DemoBrowser fresh = new DemoBrowser(place.publicUrl());
        browser = fresh;
        Document login = fresh.open("/login");
        String forgotten = login.select("a[href*=reset-credentials]").stream()
                .map(anchor -> anchor.absUrl("href"))
                .findFirst()
                .orElseThrow(() -> new ServerFailedException("The login page has no way to a forgotten password."));
        fresh.submit(
                fresh.open(URI.create(forgotten)), "form#kc-reset-password-form", Map.of("username", customer.user()));
        confirm(fresh, mailbox, customer);
        return "signed up as " + whoIsIn();
    }

    /** Whoever was never confirmed gets a second mail behind the one of a forgotten password. */
    private static void confirm(DemoBrowser browser, URI mailbox, Login customer) {
        String link = newLink(mailbox, customer, "");
        Document page = follow(browser, link);
        if (page.selectFirst(CHOOSE_PASSWORD) == null) {
            page = follow(browser, newLink(mailbox, customer, link));
        }
        browser.submit(
                page,
                CHOOSE_PASSWORD,
                Map.of("password-new", customer.password(), "password-confirm", customer.password()));
    }

    /** The link of the newest mail, once that is another one. */
    private static String newLink(URI mailbox, Login customer, String old) {
        DemoBrowser mail = new DemoBrowser(mailbox);
        return waitFor("the mail with the link", () -> {
            JsonNode messages = mail.get("/api/messages?to=" + customer.user()).path("items");
            return Optional.ofNullable(messages.path(0).path("links").path(0).textValue())
                    .filter(link -> !link.equals(old));
        });
    }

    private static Document follow(DemoBrowser browser, String link) {
        Document page = browser.open(URI.create(link));
        return page.select("a").stream()
                .filter(anchor -> anchor.text().contains("Continue"))
                .map(anchor -> browser.open(URI.create(anchor.absUrl("href"))))
                .findFirst()
                .orElse(page);
    }

    /** Names the workspace, or opens the one that is there. */
    public String openWorkspace() {
        JsonNode tenants = browser().get("/api/v1/me").path("tenants");
        JsonNode tenant =
                tenants.isEmpty() ? browser().post("/api/v1/tenants", Map.of("name", WORKSPACE)) : tenants.path(0);
        workspace = "/api/v1/tenants/" + tenant.path("id").asText();
        return "workspace \"" + tenant.path("name").asText() + "\"";
    }

    /** Connects the sample business and waits until its tables are loaded. */
    String connectSample() {
        return load("sample", () -> Map.of());
    }

    /** Drops a spreadsheet and waits until it is loaded. */
    String connectSpreadsheet() {
        return load("file", () -> {
            JsonNode upload = browser()
                    .upload(
                            workspace + "/uploads?fileName=" + DemoSpreadsheet.FILE_NAME.replace(" ", "%20"),
                            spreadsheet.bytes());
            return Map.of(
                    "uploads",
                    List.of(Map.of("id", upload.path("id").asText(), "fileName", DemoSpreadsheet.FILE_NAME)));
        });
    }

    /** Waits for the models that follow the sample business. */
    String waitForModels() {
        String source = source("sample").orElseThrow().path("id").asText();
        JsonNode run = waitFor("the models", () -> {
            JsonNode latest = browser()
                    .get(workspace + "/transform-runs?sourceId=" + source)
                    .path("items")
                    .path(0);
            return latest.path("finishedAt").isTextual() ? Optional.of(latest) : Optional.empty();
        });
        if (!run.path("state").asText().equals("SUCCEEDED")) {
            throw new ServerFailedException("The models could not be built: "
                    + run.path("failure").path("message").asText());
        }
        List<String> built = new ArrayList<>();
        run.path("models").forEach(model -> built.add(model.path("name").asText()));
        return "built " + String.join(", ", built);
    }

    /** Reads every figure of every dashboard. */
    String readDashboards() {
        List<String> lines = new ArrayList<>();
        for (String connector : List.of("sample", "file")) {
            JsonNode source = source(connector).orElseThrow();
            String id = source.path("id").asText();
            JsonNode dashboard =
                    waitFor("the dashboard of " + source.path("name").asText(), () -> dashboardOf(id));
            lines.add(dashboard.path("title").asText() + "   "
                    + place.publicUrl() + "/w/"
                    + workspace.substring(workspace.lastIndexOf('/') + 1) + "/dashboards/"
                    + dashboard.path("id").asText());
            dashboard.path("cards").forEach(card -> lines.add("  " + figure(dashboard, card)));
        }
        return String.join("\n", lines);
    }

    private Optional<JsonNode> dashboardOf(String source) {
        for (JsonNode summary : browser().get(workspace + "/dashboards").path("items")) {
            if (summary.path("sourceId").asText().equals(source)) {
                return Optional.of(browser()
                        .get(workspace + "/dashboards/" + summary.path("id").asText()));
            }
        }
        return Optional.empty();
    }

    private String figure(JsonNode dashboard, JsonNode card) {
        JsonNode answer = browser()
                .get(workspace + "/dashboards/" + dashboard.path("id").asText() + "/cards/"
                        + card.path("id").asText() + "/answer");
        String figure = new DemoFigure(card, answer).line();
        spreadsheet.expect(card.path("id").asText(), answer);
        return figure;
    }

    private String load(String connector, Supplier<Map<String, ?>> configuration) {
        Optional<JsonNode> known = source(connector);
        String id;
        if (known.isPresent()) {
            id = known.get().path("id").asText();
            browser().post(workspace + "/sources/" + id + "/runs", Map.of());
        } else {
            id = browser()
                    .post(workspace + "/sources", Map.of("connector", connector, "configuration", configuration.get()))
                    .path("source")
                    .path("id")
                    .asText();
        }
        JsonNode source = waitFor("the load of " + connector, () -> ended(id));
        JsonNode run = source.path("latestRun");
        if (!run.path("state").asText().equals("SUCCEEDED")) {
            throw new ServerFailedException(source.path("name").asText() + " could not be loaded: "
                    + run.path("failure").path("message").asText());
        }
        List<String> streams = new ArrayList<>();
        run.path("streams")
                .forEach(stream -> streams.add("%s %,d"
                        .formatted(
                                stream.path("stream").asText(),
                                stream.path("rowsLoaded").asLong())));
        return "%s: %,d rows (%s)"
                .formatted(source.path("name").asText(), run.path("rowsLoaded").asLong(), String.join(", ", streams));
    }

    private Optional<JsonNode> ended(String id) {
        JsonNode source = browser().get(workspace + "/sources/" + id);
        JsonNode run = source.path("latestRun");
        boolean failed = run.path("state").asText().equals("FAILED");
        boolean loaded = run.path("kind").asText().equals("SYNC")
                && run.path("state").asText().equals("SUCCEEDED");
        return failed || loaded ? Optional.of(source) : Optional.empty();
    }

    private Optional<JsonNode> source(String connector) {
        for (JsonNode source : browser().get(workspace + "/sources").path("items")) {
            if (source.path("connector").asText().equals(connector)) {
                return Optional.of(source);
            }
        }
        return Optional.empty();
    }

    /** The path of the opened workspace in the API. */
    public String workspace() {
        return workspace;
    }

    /** The browser of the person who entered. */
    public DemoBrowser browser() {
        DemoBrowser present = browser;
        if (present == null) {
            throw new IllegalStateException("nobody has entered");
        }
        return present;
    }

    private static <T> T waitFor(String what, Supplier<Optional<T>> look) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(deadline)) {
            Optional<T> found = look.get();
            if (found.isPresent()) {
                return found.get();
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ServerFailedException("Stopped while waiting for " + what, e);
            }
        }
        throw new ServerFailedException(
                "Waited " + PATIENCE.toMinutes() + " minutes for " + what + ". The services' logs may say why.");
    }
}

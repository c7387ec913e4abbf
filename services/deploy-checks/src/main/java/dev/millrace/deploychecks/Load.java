package dev.millrace.deploychecks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.local.DemoCustomer;
import dev.millrace.local.LocalPlatform;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/**
 * A customer whose programs never stop: they read figures, change schedules and have sources read again and again, each by
 * the API and with connections that stay open, and note what they got.
 */
final class Load implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int FIRST_WRONG = 400;
    private static final int READERS = 2;

    /** One request. */
    private record Asked(String kind, Instant at, Duration took, String failure) {}

    /**
     * What came of a kind of request.
     *
     * @param failures what was wrong: when, what was asked for, and the words of the answer
     */
    record Outcome(String kind, int asked, List<String> failures, Duration longest) {}

    private interface Turn {
        void take() throws IOException, InterruptedException;
    }

    private static final class WrongAnswerException extends IOException {

        private static final long serialVersionUID = 1L;

        WrongAnswerException(String message) {
            super(message);
        }
    }

    private final URI product;
    private final String key;
    private final String workspace;
    private final ConcurrentLinkedQueue<Asked> asked = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> runs = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closed;

    private Load(URI product, String workspace, String key) {
        this.product = product;
        this.workspace = workspace;
        this.key = key;
    }

    /** Signs somebody up who connects a source, waits for the dashboard and makes a key for their programs. */
    static Load prepare(LocalPlatform platform) throws IOException, InterruptedException {
        DemoCustomer customer = new DemoCustomer(platform.demoPlace());
        customer.enter();
        customer.openWorkspace();
        String key = customer.browser()
                .post(customer.workspace() + "/api-keys", Map.of("name", "load", "role", "ADMIN"))
                .path("key")
                .asText();
        return new Load(platform.addresses().publicUrl(), customer.workspace(), key);
    }

    /** Begins; each program is a person's that waits for its answers. */
    void start() throws IOException, InterruptedException {
        HttpClient setUp = client();
        String source = connectSample(setUp);
        String card = waitForCard(setUp, source);
        for (int i = 0; i < READERS; i++) {
            HttpClient client = client();
            go(() -> ask(client, "a figure of a dashboard", "GET", card, ""));
        }
        HttpClient lists = client();
        go(() -> ask(lists, "the list of sources", "GET", workspace + "/sources", ""));
        HttpClient writes = client();
        go(() -> ask(
                writes,
                "a new schedule",
                "PUT",
                workspace + "/sources/" + source + "/pipeline",
                "{\"schedule\":{\"kind\":\"MANUAL\"}}"));
        HttpClient members = client();
        go(() -> ask(members, "the list of members", "GET", workspace + "/members", ""));
        HttpClient syncs = client();
        go(() -> {
            String run = ask(syncs, "a sync", "POST", workspace + "/sources/" + source + "/runs", "{}")
                    .path("id")
                    .asText();
            runs.add(workspace + "/runs/" + run);
            waitForEnd(syncs, workspace + "/runs/" + run);
        });
    }

    private String connectSample(HttpClient client) throws IOException, InterruptedException {
        String source = ask(
                        client,
                        "a new source",
                        "POST",
                        workspace + "/sources",
                        "{\"connector\":\"sample\",\"configuration\":{}}")
                .path("source")
                .path("id")
                .asText();
        Instant deadline = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(deadline)) {
            JsonNode run = ask(client, "a source", "GET", workspace + "/sources/" + source, "")
                    .path("latestRun");
            if (run.path("kind").asText().equals("SYNC")
                    && run.path("state").asText().equals("SUCCEEDED")) {
                return source;
            }
            Thread.sleep(PAUSE);
        }
        throw new CheckFailedException("The first sync did not end.");
    }

    private String waitForCard(HttpClient client, String source) throws IOException, InterruptedException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(deadline)) {
            for (JsonNode dashboard : ask(client, "the list of dashboards", "GET", workspace + "/dashboards", "")
                    .path("items")) {
                if (dashboard.path("sourceId").asText().equals(source)) {
                    String path =
                            workspace + "/dashboards/" + dashboard.path("id").asText();
                    return path + "/cards/"
                            + ask(client, "a dashboard", "GET", path, "")
                                    .path("cards")
                                    .path(0)
                                    .path("id")
                                    .asText()
                            + "/answer";
                }
            }
            Thread.sleep(PAUSE);
        }
        throw new CheckFailedException("There is no dashboard.");
    }

    private void waitForEnd(HttpClient client, String run) throws IOException, InterruptedException {
        while (!hasEnded(ask(client, "a run", "GET", run, "").path("state").asText())) {
            Thread.sleep(PAUSE);
        }
    }

    private static boolean hasEnded(String state) {
        return List.of("SUCCEEDED", "FAILED", "CANCELLED").contains(state);
    }

    private void go(Turn turn) {
        threads.add(Thread.ofVirtual().start(() -> {
            while (!closed) {
                try {
                    turn.take();
                    Thread.sleep(PAUSE);
                } catch (IOException e) {
                    // It is noted where it was asked; a program would ask again.
                } catch (InterruptedException e) {
                    return;
                }
            }
        }));
    }

    private JsonNode ask(HttpClient client, String kind, String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(product.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json");
        request.method(
                method,
                body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        Instant begin = Instant.now();
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= FIRST_WRONG) {
                throw new WrongAnswerException(response.statusCode() + " " + sentence(response.body()));
            }
            asked.add(new Asked(kind, begin, Duration.between(begin, Instant.now()), ""));
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            asked.add(new Asked(
                    kind,
                    begin,
                    Duration.between(begin, Instant.now()),
                    Instant.now() + " " + kind + ": " + e.getMessage()));
            throw e;
        }
    }

    /** What a problem says; the whole of another answer. */
    private static String sentence(String answer) {
        try {
            return JSON.readTree(answer).path("detail").asText(answer);
        } catch (JsonProcessingException e) {
            return answer;
        }
    }

    /** As most proxies in front of a platform: HTTP/1.1, and connections that stay open. */
    private static HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    /** What came of each kind of request that had no answer yet or was made since then. */
    List<Outcome> outcomesSince(Instant then) {
        return askedSince(then).stream()
                .collect(Collectors.groupingBy(Asked::kind, TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(kind -> outcome(kind.getKey(), kind.getValue()))
                .toList();
    }

    private List<Asked> askedSince(Instant then) {
        return asked.stream()
                .filter(one -> one.at().plus(one.took()).isAfter(then))
                .toList();
    }

    /** What came of all requests that had no answer yet or were made since then, by the kind that waited longest. */
    Outcome since(Instant then) {
        List<Asked> all = askedSince(then);
        return outcome(
                all.stream()
                        .max(Comparator.comparing(Asked::took))
                        .map(Asked::kind)
                        .orElse(""),
                all);
    }

    private static Outcome outcome(String kind, List<Asked> all) {
        return new Outcome(
                kind,
                all.size(),
                all.stream()
                        .map(Asked::failure)
                        .filter(failure -> !failure.isEmpty())
                        .toList(),
                all.stream().map(Asked::took).max(Comparator.naturalOrder()).orElse(Duration.ZERO));
    }

    /** The state of each run that was asked for, once all have ended, with how many attempts it took. */
    List<String> runs() throws IOException, InterruptedException {
        HttpClient client = client();
        List<String> ends = new ArrayList<>();
        for (String run : runs) {
            waitForEnd(client, run);
            JsonNode ended = ask(client, "a run", "GET", run, "");
            ends.add(ended.path("state").asText() + " in "
                    + ended.path("attempt").asText());
        }
        return ends;
    }

    /** Ends all programs. */
    @Override
    public void close() {
        closed = true;
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

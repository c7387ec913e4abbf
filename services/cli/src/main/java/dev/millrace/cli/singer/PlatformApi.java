package dev.millrace.cli.singer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the target asks of Millrace, over its public API. While Millrace restarts, it asks again for as long as its settings allow. */
final class PlatformApi implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(10);
    private static final Duration ANSWER_PATIENCE = Duration.ofMinutes(1);
    /** A part takes as long as the line to Millrace needs. */
    private static final Duration UPLOAD_PATIENCE = Duration.ofHours(1);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private static final int NOT_AUTHENTICATED = 401;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final TargetSettings settings;
    private final Consumer<String> log;
    private final Duration firstPause;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_PATIENCE)
            .build();

    /** @param firstPause before something is asked for again; each further one is twice as long */
    PlatformApi(TargetSettings settings, Consumer<String> log, Duration firstPause) {
        this.settings = settings;
        this.log = log;
        this.firstPause = firstPause;
    }

    /**
     * The source of that name, if there is one. The first thing that is asked, so a Millrace that does not answer is not waited for.
     *
     * @throws MillraceException when the address, the key or the workspace is wrong
     */
    Optional<RemoteSource> findSource() {
        Answer answer;
        try {
            answer = sendOnce(request("/sources").GET().build());
        } catch (IOException e) {
            throw new MillraceException(
                    ErrorCode.PLATFORM_UNAVAILABLE,
                    "Millrace can't be reached at " + settings.url() + " (" + reason(e)
                            + "). Check \"url\" of the configuration, and whether Millrace runs.",
                    e);
        }
        for (JsonNode source : expect(answer, "look for the source").path("items")) {
            if (source.path("name").asText().equals(settings.source())) {
                return Optional.of(RemoteSource.of(source));
            }
        }
        return Optional.empty();
    }

    /** Sends a file; gives what it is called at Millrace. */
    String upload(Path file, String name) throws FileNotFoundException {
        HttpRequest request = request("/uploads?fileName=" + URLEncoder.encode(name, StandardCharsets.UTF_8))
                .header("Content-Type", "application/octet-stream")
                .timeout(UPLOAD_PATIENCE)
                .POST(BodyPublishers.ofFile(file))
                .build();
        return expect(send(request), "upload " + name).path("id").asText();
    }

    /** Makes the source; gives it, and the run that looks at it. */
    Connected connect(String connector, JsonNode configuration) {
        ObjectNode body = JSON.createObjectNode()
                .put("connector", connector)
                .put("name", settings.source())
                .set("configuration", configuration);
        JsonNode answer = expect(send(creating("/sources", json(body))), "connect the source");
        return new Connected(RemoteSource.of(answer.path("source")), RemoteRun.of(answer.path("run")));
    }

    /** A source that was configured, and the run that looks at it or was under way. */
    record Connected(RemoteSource source, RemoteRun run) {}

    /** Gives the source another configuration. */
    Connected reconfigure(String source, JsonNode configuration) {
        ObjectNode body = JSON.createObjectNode().set("configuration", configuration);
        HttpRequest request = request("/sources/" + source)
                .header("Content-Type", "application/json")
                .method("PATCH", json(body))
                .build();
        JsonNode answer = expect(send(request), "give the source its next part");
        return new Connected(RemoteSource.of(answer), RemoteRun.of(answer.path("latestRun")));
    }

    /** The source as it is now, and its newest run. */
    Connected source(String source) {
        JsonNode answer = expect(send(request("/sources/" + source).GET().build()), "look at the source");
        return new Connected(RemoteSource.of(answer), RemoteRun.of(answer.path("latestRun")));
    }

    /** Starts to read the source; empty when it is being read already. */
    Optional<RemoteRun> start(String source) {
        Answer answer = send(creating("/sources/" + source + "/runs", BodyPublishers.noBody()));
        return answer.status() == CONFLICT
                ? Optional.empty()
                : Optional.of(RemoteRun.of(expect(answer, "start to load")));
    }

    private HttpRequest creating(String path, BodyPublisher body) {
        return request(path)
                .header("Content-Type", "application/json")
                // Sent again after an answer that was lost, it is done once.
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(body)
                .build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(settings.url() + "/api/v1/tenants/" + settings.tenant() + path))
                .timeout(ANSWER_PATIENCE)
                .header("Accept", "application/json")
                .header("Authorization", "Bearer " + settings.apiKey());
    }

    private static BodyPublisher json(JsonNode body) {
        return BodyPublishers.ofString(body.toString());
    }

    private record Answer(int status, @Nullable JsonNode body) {

        /** Whether Millrace, or what stands before it, is only away for a while. */
        boolean isPassing() {
            return switch (status) {
                case 429, 502, 503, 504 -> true;
                default -> false;
            };
        }
    }

    private Answer send(HttpRequest request) {
        long began = System.nanoTime();
        Duration pause = firstPause;
        while (true) {
            String problem;
            try {
                Answer answer = sendOnce(request);
                if (!answer.isPassing()) {
                    return answer;
                }
                problem = "it answers " + answer.status();
            } catch (IOException e) {
                problem = reason(e);
            }
            if (System.nanoTime() - began > settings.patience().toNanos()) {
                throw new MillraceException(
                        ErrorCode.PLATFORM_UNAVAILABLE,
                        "Millrace at " + settings.url() + " has not answered for "
                                + settings.patience().toSeconds() + " s (" + problem
                                + "). Run the tap and the target again from the last state when it does.");
            }
            log.accept(
                    "Millrace does not answer (" + problem + "); asked again in " + pause.toMillis() / 1000.0 + " s.");
            sleep(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private Answer sendOnce(HttpRequest request) throws IOException {
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            return new Answer(response.statusCode(), parse(response.body()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MillraceException(ErrorCode.CANCELLED, "The target was stopped.", e);
        }
    }

    private static @Nullable JsonNode parse(String body) {
        try {
            JsonNode json = JSON.readTree(body);
            return json.isObject() ? json : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /** The answer of a request that did what it should. */
    private JsonNode expect(Answer answer, String what) {
        JsonNode body = answer.body();
        boolean succeeded = answer.status() / 100 == 2;
        if (succeeded && body != null) {
            return body;
        }
        if (answer.status() == NOT_AUTHENTICATED) {
            throw new MillraceException(
                    ErrorCode.NOT_AUTHENTICATED,
                    "Millrace does not take the API key: it is wrong, revoked or expired. Make one in the workspace's"
                            + " settings, and give it as MILLRACE_API_KEY or \"api_key\".");
        }
        if (body == null || (!succeeded && !body.has("code"))) {
            throw new MillraceException(
                    ErrorCode.NOT_FOUND,
                    "What answers at " + settings.url() + " is not Millrace (status " + answer.status()
                            + "). Check \"url\" of the configuration.");
        }
        if (answer.status() == NOT_FOUND && what.equals("look for the source")) {
            throw new MillraceException(
                    ErrorCode.NOT_FOUND,
                    "There is no workspace " + settings.tenant()
                            + " for this API key. Check \"tenant\" of the configuration.");
        }
        throw new MillraceException(
                ErrorCode.INVALID_REQUEST,
                "Millrace would not " + what + ": " + body.path("detail").asText("status " + answer.status()));
    }

    private static String reason(IOException failure) {
        if (failure instanceof ConnectException) {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            boolean unknown = cause instanceof UnresolvedAddressException
                    || cause.getCause() instanceof UnresolvedAddressException;
            return unknown ? "there is no such host" : "nothing listens there";
        }
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MillraceException(ErrorCode.CANCELLED, "The target was stopped.", e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}

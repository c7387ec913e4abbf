package dev.millrace.deploychecks;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A question whether a container is well, as a kubelet asks it: by HTTP, by a connection, or by a command in it.
 *
 * @param question what is asked
 * @param period from one question to the next
 * @param failures so many in a row make it unwell
 */
record Probe(Question question, Duration period, int failures) {

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(AnyCertificate.context())
            .build();

    /** So many where nothing is said. */
    private static final int KUBERNETES_FAILURES = 3;

    /** What kubelets take for an answer: neither an error nor a redirect elsewhere. */
    private static final int FIRST_WRONG = 400;

    /** One question; the answer says whether the container is well. */
    interface Question {

        /** Asks it. */
        boolean isAnswered() throws InterruptedException;
    }

    /**
     * A probe of a container in a manifest.
     *
     * @param address that its pod got
     * @param command runs a command in the container, and gives whether it ended well
     */
    static Probe of(JsonObject container, String name, String address, Predicate<List<String>> command) {
        JsonObject probe = container.getAsJsonObject(name);
        Duration timeout = Duration.ofSeconds(probe.get("timeoutSeconds").getAsInt());
        return new Probe(
                question(container, probe, address, timeout, command),
                Duration.ofSeconds(probe.get("periodSeconds").getAsInt()),
                Optional.ofNullable(probe.get("failureThreshold"))
                        .map(JsonElement::getAsInt)
                        .orElse(KUBERNETES_FAILURES));
    }

    private static Question question(
            JsonObject container, JsonObject probe, String address, Duration timeout, Predicate<List<String>> command) {
        if (probe.has("exec")) {
            List<String> words = probe.getAsJsonObject("exec").getAsJsonArray("command").asList().stream()
                    .map(JsonElement::getAsString)
                    .toList();
            return () -> command.test(words);
        }
        if (probe.has("tcpSocket")) {
            int port = port(container, probe.getAsJsonObject("tcpSocket").get("port"));
            return () -> connects(new InetSocketAddress(address, port), timeout);
        }
        JsonObject get = probe.getAsJsonObject("httpGet");
        String scheme = Optional.ofNullable(get.get("scheme"))
                .map(given -> given.getAsString().toLowerCase(Locale.ROOT))
                .orElse("http");
        URI page = URI.create(scheme + "://" + address + ":" + port(container, get.get("port"))
                + get.get("path").getAsString());
        return () -> answers(page, timeout);
    }

    /** A port's number, or the number of the port of that name. */
    private static int port(JsonObject container, JsonElement port) {
        if (port.getAsJsonPrimitive().isNumber()) {
            return port.getAsInt();
        }
        return Manifest.elements(container, "ports")
                .filter(known -> known.get("name").equals(port))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no port of the container is called " + port))
                .get("containerPort")
                .getAsInt();
    }

    private static boolean connects(InetSocketAddress address, Duration timeout) {
        try (Socket socket = new Socket()) {
            socket.connect(address, Math.toIntExact(timeout.toMillis()));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean answers(URI page, Duration timeout) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(page).timeout(timeout).build();
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() < FIRST_WRONG;
        } catch (IOException e) {
            return false;
        }
    }

    /** Asks once. */
    boolean succeeds() throws InterruptedException {
        return question.isAnswered();
    }
}

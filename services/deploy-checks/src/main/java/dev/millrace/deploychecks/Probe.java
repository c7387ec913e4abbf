package dev.millrace.deploychecks;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * A question by HTTP whether a container is well, as a kubelet asks it.
 *
 * @param page what is asked for
 * @param period from one question to the next
 * @param timeout how long an answer may take
 * @param failures so many in a row make it unwell
 */
record Probe(URI page, Duration period, Duration timeout, int failures) {

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(AnyCertificate.context())
            .build();

    /** What kubelets take for an answer: neither an error nor a redirect elsewhere. */
    private static final int FIRST_WRONG = 400;

    /** A probe of a container in a manifest, at the address that its pod got. */
    static Probe of(JsonObject container, String name, String address, int port) {
        JsonObject probe = container.getAsJsonObject(name);
        JsonObject get = probe.getAsJsonObject("httpGet");
        String scheme = Optional.ofNullable(get.get("scheme"))
                .map(given -> given.getAsString().toLowerCase(Locale.ROOT))
                .orElse("http");
        return new Probe(
                URI.create(
                        scheme + "://" + address + ":" + port + get.get("path").getAsString()),
                Duration.ofSeconds(probe.get("periodSeconds").getAsInt()),
                Duration.ofSeconds(probe.get("timeoutSeconds").getAsInt()),
                probe.get("failureThreshold").getAsInt());
    }

    /** Asks once. */
    boolean succeeds() throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(page).timeout(timeout).build();
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() < FIRST_WRONG;
        } catch (IOException e) {
            return false;
        }
    }
}

package dev.millrace.commands;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/**
 * Whether an address answers as one that is well does.
 *
 * @param subject the address
 */
record AddressCheck(String subject) implements Check {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int OK = 200;

    @Override
    public Optional<String> complaint() {
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(subject))
                    .timeout(PATIENCE)
                    .build();
            int status = client.send(request, BodyHandlers.discarding()).statusCode();
            return status == OK ? Optional.empty() : Optional.of("it answers %d.".formatted(status));
        } catch (IOException e) {
            return Optional.of(
                    "it can't be reached (%s).".formatted(e.getClass().getSimpleName()));
        } catch (IllegalArgumentException e) {
            return Optional.of("that is no address.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("the check was interrupted.");
        }
    }
}

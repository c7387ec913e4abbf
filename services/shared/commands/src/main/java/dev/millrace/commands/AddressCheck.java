package dev.millrace.commands;

import dev.millrace.kernel.CertificateFailure;
import dev.millrace.tls.Authority;
import dev.millrace.tls.CertificateFolder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Whether an address answers as one that is well does.
 *
 * @param subject the address
 * @param authority who has signed its certificate; whom the JDK trusts, where there is none
 */
record AddressCheck(String subject, Optional<Path> authority) implements Check {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int OK = 200;

    /** With the authority by whose certificates the services know each other. */
    static AddressCheck of(String address, Settings settings) {
        return new AddressCheck(
                address,
                settings.find("millrace.tls.folder").map(folder -> new CertificateFolder(Path.of(folder)).authority()));
    }

    private HttpClient client() throws IOException {
        HttpClient.Builder client = HttpClient.newBuilder().connectTimeout(PATIENCE);
        if (authority.isPresent()) {
            client.sslContext(Authority.of(Files.readString(authority.get())).context());
        }
        return client.build();
    }

    @Override
    public Optional<String> complaint() {
        try (HttpClient client = client()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(subject))
                    .timeout(PATIENCE)
                    .build();
            int status = client.send(request, BodyHandlers.discarding()).statusCode();
            return status == OK ? Optional.empty() : Optional.of("it answers %d.".formatted(status));
        } catch (IOException e) {
            return Optional.of("it can't be reached (%s)."
                    .formatted(CertificateFailure.in(e)
                            .map(CertificateFailure::sentence)
                            .orElse(e.getClass().getSimpleName())));
        } catch (IllegalArgumentException e) {
            return Optional.of("that is no address.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("the check was interrupted.");
        }
    }
}

package dev.millrace.local.tls;

import dev.millrace.local.tls.CertificateAuthority.Validity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What a service has around it whose pods speak TLS: the folder with its own certificate, and one server for all services that it calls, with another
 * certificate. Both are for the name {@code localhost} and of one authority until they are replaced. Used by one thread.
 */
public final class SecuredSurroundings implements AutoCloseable {

    private static final String NAME = "localhost";

    private final Path folder;
    private final Path own;
    private final Path others;
    private final SecuredServer services;

    private SecuredSurroundings(Path folder, UnaryOperator<String> answers) throws IOException {
        this.folder = folder;
        this.own = folder.resolve("own");
        this.others = folder.resolve("others");
        CertificateAuthority authority = CertificateAuthority.create("Millrace");
        replaceOwn(authority);
        authority.issue(others, CertificateAuthority.validNow(), NAME);
        this.services = SecuredServer.start(others, answers);
    }

    /**
     * Begins, with files in a temporary folder.
     *
     * @param answers JSON of the services for the path and query of a request
     */
    public static SecuredSurroundings start(UnaryOperator<String> answers) throws IOException {
        return new SecuredSurroundings(Files.createTempDirectory("millrace-tls-"), answers);
    }

    /** Where the services are that are called. */
    public String address() {
        return services.address();
    }

    /** What the tested service is configured with. It takes up a new certificate after a tenth of a second. */
    public Map<String, String> settings() {
        return Map.of(
                "millrace.tls.folder",
                own.toString(),
                "millrace.tls.name",
                NAME,
                "millrace.tls.look-every",
                "PT0.1S",
                "quarkus.http.test-ssl-port",
                "0");
    }

    /** Writes a certificate for the tested service, which takes it up by itself. */
    public void replaceOwn(CertificateAuthority authority) throws IOException {
        authority.issue(own, CertificateAuthority.validNow(), NAME);
    }

    /** Starts the services anew with a certificate. */
    public void show(Validity validity, String name, CertificateAuthority authority) throws IOException {
        authority.issue(others, validity, name);
        services.restart();
    }

    /** Stops the services and deletes the files. */
    @Override
    public void close() {
        services.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

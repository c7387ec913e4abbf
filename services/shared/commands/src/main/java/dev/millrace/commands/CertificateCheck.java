package dev.millrace.commands;

import dev.millrace.tls.CertificateFolder;
import dev.millrace.tls.OwnCertificate;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether other services would take the certificate that the service is going to show.
 *
 * @param files where it is
 * @param name by which they call
 */
record CertificateCheck(CertificateFolder files, String name) implements Check {

    /** For a service that speaks TLS; nothing for one that does not. */
    static Stream<Check> of(Settings settings) {
        return settings.find("millrace.tls.folder").stream()
                .map(folder -> new CertificateCheck(
                        new CertificateFolder(Path.of(folder)), settings.get("millrace.tls.name")));
    }

    @Override
    public String subject() {
        return "the certificate in " + files.folder();
    }

    @Override
    public Optional<String> complaint() {
        return files.complaint(name).or(() -> OwnCertificate.complaint(files));
    }
}

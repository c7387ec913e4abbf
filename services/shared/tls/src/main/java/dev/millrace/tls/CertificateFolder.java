package dev.millrace.tls;

import dev.millrace.kernel.CertificateFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A service's certificate, its key and the authority, as Kubernetes mounts a Secret of the type {@code kubernetes.io/tls} that cert-manager has made: PEM. Needs a
 * JDK and no more.
 *
 * @param folder where they are
 */
public record CertificateFolder(Path folder) {

    private static final String CERTIFICATE = "tls.crt";
    private static final String KEY = "tls.key";
    private static final String AUTHORITY = "ca.crt";

    /** Of what {@link X509Certificate#getSubjectAlternativeNames} lists: RFC 5280, 4.2.1.6. */
    private static final int DNS_NAME = 2;

    /** In TLS 1.3 the algorithm of the key exchange says nothing of the certificate. */
    private static final String ANY_KEY_EXCHANGE = "UNKNOWN";

    /** The certificate, with those between it and the authority. */
    public Path certificate() {
        return folder.resolve(CERTIFICATE);
    }

    /** Its private key. */
    public Path key() {
        return folder.resolve(KEY);
    }

    /** Who signs, here and at the others. */
    public Path authority() {
        return folder.resolve(AUTHORITY);
    }

    /** All that is in the files, to tell whether they were replaced. */
    String content() throws IOException {
        return Files.readString(certificate()) + Files.readString(key()) + Files.readString(authority());
    }

    /** One sentence that tells why others would refuse the certificate; empty when they would not. */
    public Optional<String> complaint(String name) {
        Optional<String> missing = Stream.of(certificate(), key(), authority())
                .filter(file -> !Files.isReadable(file))
                .map(file -> "there is no %s that can be read; the Secret needs tls.crt, tls.key and ca.crt."
                        .formatted(file.getFileName()))
                .findFirst();
        if (missing.isPresent()) {
            return missing;
        }
        try {
            X509Certificate[] chain =
                    Authority.certificates(Files.readString(certificate())).toArray(X509Certificate[]::new);
            Authority.of(Files.readString(authority())).trust().checkServerTrusted(chain, ANY_KEY_EXCHANGE);
            return wrongName(chain[0], name);
        } catch (IOException e) {
            return Optional.of("ca.crt can't be read: %s.".formatted(e.getMessage()));
        } catch (CertificateException e) {
            return Optional.of(CertificateFailure.in(e)
                    .map(failure -> failure.sentence() + ".")
                    .orElse("tls.crt is no certificate in PEM: %s.".formatted(e.getMessage())));
        }
    }

    private static Optional<String> wrongName(X509Certificate certificate, String name)
            throws CertificateParsingException {
        List<String> names = names(certificate);
        return names.stream().anyMatch(candidate -> covers(candidate, name))
                ? Optional.empty()
                : Optional.of(
                        "its certificate is for %s and not for %s, by which others call; let it be issued for that name."
                                .formatted(names.isEmpty() ? "no name" : String.join(", ", names), name));
    }

    private static List<String> names(Certificate certificate) throws CertificateParsingException {
        Collection<List<?>> alternatives = ((X509Certificate) certificate).getSubjectAlternativeNames();
        return alternatives == null
                ? List.of()
                : alternatives.stream()
                        .filter(alternative -> Objects.equals(alternative.getFirst(), DNS_NAME))
                        .map(alternative -> String.valueOf(alternative.get(1)))
                        .toList();
    }

    /** A star stands for the first label: RFC 6125, 6.4.3. */
    private static boolean covers(String candidate, String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        String offered = candidate.toLowerCase(Locale.ROOT);
        int label = wanted.indexOf('.');
        return offered.equals(wanted) || (label > 0 && offered.equals("*" + wanted.substring(label)));
    }
}

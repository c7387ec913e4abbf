package dev.millrace.connector.spi;

import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;

/** What is wrong with the certificate that a server shows, in words that say who can mend it. */
public final class CertificateFailures {

    private CertificateFailures() {}

    /**
     * Looks for a refused certificate among the causes of a failure.
     *
     * @param host that was called
     * @return {@code SOURCE_UNREACHABLE} with what to do; empty when it was no certificate
     */
    public static Optional<MillraceException> in(Throwable failure, String host) {
        Optional<String> found = Optional.empty();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            // The one further in says more exactly what is wrong.
            Optional<String> said = said(cause);
            found = said.isPresent() ? said : found;
        }
        return found.map(said -> new MillraceException(
                ErrorCode.SOURCE_UNREACHABLE,
                "The certificate of " + host + " " + said + " What was loaded stays.",
                failure));
    }

    private static Optional<String> said(Throwable cause) {
        return switch (cause) {
            case CertificateExpiredException expired ->
                Optional.of("has expired. Ask whoever runs that server to renew it, then try again.");
            case CertificateNotYetValidException early ->
                Optional.of("is not valid yet. Ask whoever runs that server to check it, then try again.");
            case CertPathBuilderException unknown ->
                Optional.of("is of an authority that Millrace does not know. Ask whoever runs that server for one of a"
                        + " known authority, and that it sends the certificates in between.");
            case CertificateException other ->
                Optional.of(
                        "is not for that name, or is broken. Check the host name, and ask whoever runs that server.");
            default -> Optional.empty();
        };
    }
}

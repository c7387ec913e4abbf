package dev.millrace.connector.spi;

import dev.millrace.kernel.CertificateFailure;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.util.Optional;

/** What is wrong with the certificate that a source shows, in words that say who can mend it. */
public final class CertificateFailures {

    private CertificateFailures() {}

    /**
     * Looks for a refused certificate among the causes of a failure.
     *
     * @param host that was called
     * @return {@code SOURCE_UNREACHABLE} with what to do; empty when it was no certificate
     */
    public static Optional<MillraceException> in(Throwable failure, String host) {
        return CertificateFailure.in(failure)
                .map(refused -> new MillraceException(
                        ErrorCode.SOURCE_UNREACHABLE,
                        "The certificate of " + host + " " + said(refused) + " What was loaded stays.",
                        failure));
    }

    private static String said(CertificateFailure refused) {
        return switch (refused) {
            case EXPIRED -> "has expired. Ask whoever runs that server to renew it, then try again.";
            case NOT_YET_VALID -> "is not valid yet. Ask whoever runs that server to check it, then try again.";
            case OTHER_NAME -> "is not for that name. Check the host name, and ask whoever runs that server.";
            case OTHER_AUTHORITY ->
                "is of an authority that Millrace does not know. Ask whoever runs that server for one of a known authority,"
                        + " and that it sends the certificates in between.";
        };
    }
}

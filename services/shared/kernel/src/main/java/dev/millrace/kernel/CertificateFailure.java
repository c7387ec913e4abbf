package dev.millrace.kernel;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a server's certificate was refused. */
public enum CertificateFailure {
    /** Its time is over. */
    EXPIRED("its certificate has expired"),
    /** Its time has not come, or a clock is wrong. */
    NOT_YET_VALID("its certificate is not valid yet, by this clock"),
    /** It is somebody else's. */
    OTHER_NAME("its certificate is for another name"),
    /** Somebody else has signed it. */
    OTHER_AUTHORITY("its certificate is not signed by an authority that is trusted");

    private final String sentence;

    CertificateFailure(String sentence) {
        this.sentence = sentence;
    }

    /** What to tell, without a full stop. */
    public String sentence() {
        return sentence;
    }

    /** What to tell of a connection that was not made: about the certificate if it was that, and what the exception says otherwise. */
    public static String sentence(Throwable error) {
        String message = error.getMessage();
        return in(error)
                .map(CertificateFailure::sentence)
                .orElseGet(() -> message == null ? error.getClass().getSimpleName() : message);
    }

    /** The failure that an exception is about, if it is about a certificate. */
    public static Optional<CertificateFailure> in(Throwable error) {
        CertificateFailure found = null;
        for (@Nullable Throwable cause = error; cause != null; cause = cause.getCause()) {
            // What is further down is the more exact.
            found = of(cause).orElse(found);
        }
        return Optional.ofNullable(found);
    }

    private static Optional<CertificateFailure> of(Throwable cause) {
        return switch (cause) {
            case CertificateExpiredException expired -> Optional.of(EXPIRED);
            case CertificateNotYetValidException early -> Optional.of(NOT_YET_VALID);
            case CertPathBuilderException noPath -> Optional.of(OTHER_AUTHORITY);
            case CertPathValidatorException invalid -> Optional.of(of(invalid));
            case CertificateException other
            when isAboutItsName(String.valueOf(other.getMessage())) -> Optional.of(OTHER_NAME);
            default -> Optional.empty();
        };
    }

    /** The JDK has no type for it: sun.security.util.HostnameChecker. */
    private static boolean isAboutItsName(String message) {
        return message.startsWith("No subject alternative") || message.startsWith("No name matching");
    }

    private static CertificateFailure of(CertPathValidatorException invalid) {
        if (invalid.getReason() == BasicReason.EXPIRED) {
            return EXPIRED;
        }
        return invalid.getReason() == BasicReason.NOT_YET_VALID ? NOT_YET_VALID : OTHER_AUTHORITY;
    }
}

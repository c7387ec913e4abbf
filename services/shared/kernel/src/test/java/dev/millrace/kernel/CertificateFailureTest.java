package dev.millrace.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.security.cert.CertificateExpiredException;
import org.junit.jupiter.api.Test;

class CertificateFailureTest {

    @Test
    void aFailureIsToldByItsCertificateThenByItsMessageThenByItsName() {
        assertThat(CertificateFailure.sentence(new IllegalStateException("no mail", new CertificateExpiredException())))
                .isEqualTo("its certificate has expired");
        assertThat(CertificateFailure.sentence(new IllegalStateException("no mail")))
                .isEqualTo("no mail");
        assertThat(CertificateFailure.sentence(new EOFException())).isEqualTo("EOFException");
    }
}

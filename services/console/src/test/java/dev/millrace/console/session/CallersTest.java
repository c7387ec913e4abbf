package dev.millrace.console.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.kernel.ErrorCode;
import io.quarkus.oidc.OIDCException;
import io.quarkus.security.AuthenticationFailedException;
import org.junit.jupiter.api.Test;

class CallersTest {

    @Test
    void aSessionThatTheLoginServerRefusesIsOver() {
        AuthenticationFailedException refused = new AuthenticationFailedException(new OIDCException("invalid_grant"));

        assertThat(Callers.problemOf(refused).code()).isEqualTo(ErrorCode.NOT_AUTHENTICATED);
        assertThat(Callers.problemOf(new AuthenticationFailedException()).code())
                .isEqualTo(ErrorCode.NOT_AUTHENTICATED);
    }

    @Test
    void aSessionThatNobodyCanBeAskedAboutIsNotOver() {
        AuthenticationFailedException away =
                new AuthenticationFailedException(new RuntimeException("OIDC Server is not available"));

        assertThat(Callers.problemOf(away).code()).isEqualTo(ErrorCode.PLATFORM_UNAVAILABLE);
    }
}

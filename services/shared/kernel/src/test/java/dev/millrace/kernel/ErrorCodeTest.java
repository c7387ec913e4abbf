package dev.millrace.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ErrorCodeTest {

    @Test
    void codeIsTheNameInKebabCase() {
        assertThat(ErrorCode.SOURCE_LOGIN_REFUSED.code()).isEqualTo("source-login-refused");
    }
}

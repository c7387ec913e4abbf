package dev.millrace.platform.bodies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class LimitedInputStreamTest {

    @Test
    void whatIsJustAsLargeAsAllowedIsReadToItsEnd() throws IOException {
        assertThat(limited(1_000_000, 1_000_000).readAllBytes()).hasSize(1_000_000);
    }

    @Test
    void oneByteTooManyIsRefusedWithTheLimit() {
        assertThatThrownBy(() -> limited(1_000_001, 1_000_000).readAllBytes())
                .isInstanceOf(BodyTooLargeException.class)
                .hasMessage(
                        "The body is larger than 1 MB, the most that is accepted here. Send less at a time; files go to /uploads.");
    }

    @Test
    void bytesThatAreSkippedOrReadOneByOneCountToo() throws IOException {
        InputStream stream = limited(10, 3);
        assertThat(stream.skip(2)).isEqualTo(2);
        assertThat(stream.read()).isZero();
        assertThatThrownBy(stream::read).isInstanceOf(BodyTooLargeException.class);
    }

    private static InputStream limited(int size, long largest) {
        return new LimitedInputStream(new ByteArrayInputStream(new byte[size]), largest);
    }
}

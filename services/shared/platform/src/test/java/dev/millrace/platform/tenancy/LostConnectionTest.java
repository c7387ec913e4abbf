package dev.millrace.platform.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpClosedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.ProcessingException;
import java.net.ConnectException;
import java.net.SocketException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class LostConnectionTest {

    private static boolean isLost(Throwable failure) {
        return new LostConnection().test(failure);
    }

    @Test
    void whoIsNotThereOrGoesAwayIsAskedAgain() {
        assertThat(isLost(new ProcessingException(new ConnectException("Connection refused"))))
                .isTrue();
        assertThat(isLost(new ProcessingException(new SocketException("Connection reset"))))
                .isTrue();
        assertThat(isLost(new ProcessingException(new HttpClosedException("Connection was closed"))))
                .isTrue();
    }

    @Test
    void whoAnswersOrSaysNothingIsNotAskedAgain() {
        assertThat(isLost(new NotFoundException())).isFalse();
        assertThat(isLost(new ProcessingException(new TimeoutException()))).isFalse();
        assertThat(isLost(new ProcessingException("The answer can't be read"))).isFalse();
    }
}

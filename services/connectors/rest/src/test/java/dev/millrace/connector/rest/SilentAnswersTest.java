package dev.millrace.connector.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.connector.rest.http.Answer;
import dev.millrace.connector.rest.http.Request;
import dev.millrace.connector.spi.AddressRange;
import dev.millrace.connector.spi.EgressGuard;
import dev.millrace.connector.spi.http.GuardedClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Servers that stop talking. */
class SilentAnswersTest {

    private static final EgressGuard LOOPBACK = new EgressGuard(List.of(AddressRange.parse("127.0.0.0/8")));

    private static Thread answering(ServerSocket server, CountDownLatch done) {
        return Thread.startVirtualThread(() -> {
            try (Socket caller = server.accept()) {
                caller.getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[1, 2".getBytes(StandardCharsets.UTF_8));
                caller.getOutputStream().flush();
                done.await();
            } catch (IOException | InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Test
    void anAnswerThatGoesSilentInTheMiddleFailsInsteadOfHanging() throws IOException {
        CountDownLatch done = new CountDownLatch(1);
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                GuardedHttp http = new GuardedHttp(new GuardedClient(LOOPBACK, Duration.ofMillis(50)))) {
            Thread thread = answering(server, done);
            String url = "http://127.0.0.1:" + server.getLocalPort() + "/";

            try (Answer answer = http.send(new Request("GET", url, Map.of(), null))) {
                assertThat(answer.status()).isEqualTo(200);
                assertThatThrownBy(answer::bytes).isInstanceOf(IOException.class);
            }
            done.countDown();
            assertThat(thread.isInterrupted()).isFalse();
        }
    }
}

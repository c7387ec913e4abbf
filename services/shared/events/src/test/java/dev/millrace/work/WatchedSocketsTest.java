package dev.millrace.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.Test;

class WatchedSocketsTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final WatchedSockets sockets = new WatchedSockets();

    @Test
    void whoeverIsGoneIsFoundOutWithinAMinute() throws IOException {
        try (Socket socket = sockets.createSocket()) {
            assertWatched(socket);
            assertThat(socket.isConnected()).isFalse();
        }
    }

    @Test
    void aSocketMayBeConnectedRightAway() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 10, LOOPBACK)) {
            int port = server.getLocalPort();
            try (Socket named = sockets.createSocket(LOOPBACK.getHostAddress(), port);
                    Socket addressed = sockets.createSocket(LOOPBACK, port);
                    Socket bound = sockets.createSocket(LOOPBACK, port, LOOPBACK, 0)) {
                for (Socket socket : new Socket[] {named, addressed, bound}) {
                    assertThat(socket.isConnected()).isTrue();
                    assertWatched(socket);
                }
            }
        }
    }

    private static void assertWatched(Socket socket) throws IOException {
        assertThat(socket.getKeepAlive()).isTrue();
        int idle = socket.getOption(ExtendedSocketOptions.TCP_KEEPIDLE);
        int probes = socket.getOption(ExtendedSocketOptions.TCP_KEEPCOUNT);
        int interval = socket.getOption(ExtendedSocketOptions.TCP_KEEPINTERVAL);
        assertThat(idle + probes * interval).isBetween(1, 60);
    }
}

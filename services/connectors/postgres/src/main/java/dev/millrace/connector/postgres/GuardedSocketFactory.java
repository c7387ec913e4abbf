package dev.millrace.connector.postgres;

import dev.millrace.connector.spi.EgressGuard;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/**
 * Makes the PostgreSQL driver connect through the egress guard. The driver creates a factory by the name of its class with
 * one text, so the guard travels as text.
 */
public final class GuardedSocketFactory extends SocketFactory {

    private final EgressGuard guard;

    /** Called by the driver, with what {@link EgressGuard#allowed} wrote. */
    public GuardedSocketFactory(String allowed) {
        this.guard = EgressGuard.allowing(allowed);
    }

    @Override
    public Socket createSocket() {
        return guard.guardedSocket();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw unconnectedOnly();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        throw unconnectedOnly();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        throw unconnectedOnly();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        throw unconnectedOnly();
    }

    private static IOException unconnectedOnly() {
        return new IOException("the driver is expected to create its sockets unconnected");
    }
}

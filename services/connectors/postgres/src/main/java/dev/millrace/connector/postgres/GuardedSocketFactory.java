package dev.millrace.connector.postgres;

import dev.millrace.connector.spi.EgressGuard;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.SocketFactory;

/**
 * Makes the PostgreSQL driver connect through the egress guard. The driver creates a factory by the name of its class with
 * one text, so the guards wait in a register, each under a key that is the text.
 */
public final class GuardedSocketFactory extends SocketFactory {

    private static final Map<String, EgressGuard> GUARDS = new ConcurrentHashMap<>();

    private final EgressGuard guard;

    /** Called by the driver. */
    public GuardedSocketFactory(String key) {
        EgressGuard registered = GUARDS.get(key);
        if (registered == null) {
            throw new IllegalStateException("no egress guard is registered");
        }
        this.guard = registered;
    }

    /** Registers a guard for one session; {@link #forget} it afterwards. */
    static String register(EgressGuard guard) {
        String key = UUID.randomUUID().toString();
        GUARDS.put(key, guard);
        return key;
    }

    static void forget(String key) {
        GUARDS.remove(key);
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

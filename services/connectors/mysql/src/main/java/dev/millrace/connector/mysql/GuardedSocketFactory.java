package dev.millrace.connector.mysql;

import dev.millrace.connector.spi.EgressGuard;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import org.jspecify.annotations.Nullable;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.util.ConfigurableSocketFactory;

/**
 * Makes the driver connect through the egress guard. The driver creates a factory by the name of its class and hands it its
 * options, so the guard travels as the text of one.
 */
public final class GuardedSocketFactory extends ConfigurableSocketFactory {

    /** The option that holds what {@link EgressGuard#allowed} wrote. */
    static final String ALLOWED = "millraceEgressAllowed";

    private @Nullable EgressGuard guard;

    /** Called by the driver. */
    public GuardedSocketFactory() {}

    @Override
    public void setConfiguration(Configuration configuration, String host) {
        String allowed = configuration.nonMappedOptions().getProperty(ALLOWED);
        guard = allowed == null ? null : EgressGuard.allowing(allowed);
    }

    @Override
    public Socket createSocket() throws IOException {
        EgressGuard present = guard;
        if (present == null) {
            throw new IOException("the driver lost the option " + ALLOWED);
        }
        return present.guardedSocket();
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

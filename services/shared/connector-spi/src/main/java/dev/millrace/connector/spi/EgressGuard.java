package dev.millrace.connector.spi;

import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The one gate between a connector and the network. People type host names into forms; without the gate they could make
 * a worker call its own machine, the cluster or the cloud's metadata service. Every address is judged after the name is
 * resolved, and the connection goes to the very address that was judged, so a name that changes in between gains
 * nothing. Threads may share it.
 */
public final class EgressGuard {

    /** Not public, by the IANA special-purpose registries for IPv4 and IPv6 (RFC 6890) and the multicast blocks. */
    private static final List<AddressRange> NOT_PUBLIC = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/4",
                    "240.0.0.0/4",
                    "::/96",
                    "64:ff9b::/96",
                    "64:ff9b:1::/48",
                    "100::/64",
                    "2001::/23",
                    "2001:db8::/32",
                    "2002::/16",
                    "fc00::/7",
                    "fe80::/10",
                    "fec0::/10",
                    "ff00::/8")
            .map(AddressRange::parse)
            .toList();

    /** Finds the addresses of a host. */
    @FunctionalInterface
    interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    private final List<AddressRange> allowed;
    private final Resolver resolver;

    /** A guard that lets through public addresses and the given ranges. */
    public EgressGuard(List<AddressRange> allowed) {
        this(allowed, InetAddress::getAllByName);
    }

    EgressGuard(List<AddressRange> allowed, Resolver resolver) {
        this.allowed = List.copyOf(allowed);
        this.resolver = resolver;
    }

    /**
     * The first address of a host that may be called.
     *
     * @throws MillraceException with {@code SOURCE_UNREACHABLE} when there is no such host, {@code ADDRESS_NOT_ALLOWED}
     *     when it is not public
     */
    public InetAddress resolve(String host) {
        InetAddress[] addresses;
        try {
            addresses = resolver.resolve(host);
        } catch (UnknownHostException e) {
            throw new MillraceException(
                    ErrorCode.SOURCE_UNREACHABLE,
                    "There is no host named " + host + ". Check the spelling of the host name.",
                    e);
        }
        for (InetAddress address : addresses) {
            if (allows(address)) {
                return address;
            }
        }
        throw notAllowed(host);
    }

    /** Whether an address may be called. */
    public boolean allows(InetAddress address) {
        return allowed.stream().anyMatch(range -> range.contains(address))
                || NOT_PUBLIC.stream().noneMatch(range -> range.contains(address));
    }

    /**
     * Resolves, judges and connects.
     *
     * @throws IOException when nobody answers
     * @throws MillraceException as {@link #resolve}
     */
    public Socket connect(String host, int port, Duration timeout) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(resolve(host), port), Math.toIntExact(timeout.toMillis()));
            return socket;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** A socket for libraries that connect by themselves: it judges the address that they resolved. */
    public Socket guardedSocket() {
        return new Socket() {
            @Override
            public void connect(SocketAddress endpoint, int timeoutMillis) throws IOException {
                if (!(endpoint instanceof InetSocketAddress internet)) {
                    throw new IOException("only internet addresses, not " + endpoint);
                }
                InetAddress address = internet.getAddress();
                if (address == null) {
                    throw new UnknownHostException(internet.getHostString());
                }
                if (!allows(address)) {
                    throw notAllowed(internet.getHostString());
                }
                super.connect(endpoint, timeoutMillis);
            }
        };
    }

    private static MillraceException notAllowed(String host) {
        return new MillraceException(
                ErrorCode.ADDRESS_NOT_ALLOWED,
                host
                        + " is not a public address, so Millrace may not connect to it. Use the public name of the host, or"
                        + " ask the operator of this installation to allow its network.");
    }
}

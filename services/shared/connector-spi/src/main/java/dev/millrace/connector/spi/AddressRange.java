package dev.millrace.connector.spi;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * A range of addresses in CIDR notation (RFC 4632, RFC 4291): {@code 10.0.0.0/8}.
 */
public final class AddressRange {

    private final byte[] network;
    private final int prefixBits;

    private AddressRange(byte[] network, int prefixBits) {
        this.network = network;
        this.prefixBits = prefixBits;
    }

    /**
     * Reads a range; an address without a prefix is a range of one.
     *
     * @throws IllegalArgumentException when it is no range
     */
    public static AddressRange parse(String text) {
        String trimmed = text.trim();
        int slash = trimmed.indexOf('/');
        String address = slash < 0 ? trimmed : trimmed.substring(0, slash);
        // Only literals: a name would be looked up, and mean something else tomorrow.
        if (!address.matches("[0-9a-fA-F:.]+")) {
            throw new IllegalArgumentException("no address range: " + text);
        }
        try {
            byte[] network = InetAddress.getByName(address).getAddress();
            int prefixBits = slash < 0 ? network.length * 8 : Integer.parseInt(trimmed.substring(slash + 1));
            if (prefixBits < 0 || prefixBits > network.length * 8) {
                throw new IllegalArgumentException("no address range: " + text);
            }
            return new AddressRange(network, prefixBits);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("no address range: " + text, e);
        }
    }

    /** Whether the address lies in the range. */
    public boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != network.length) {
            return false;
        }
        int wholeBytes = prefixBits / 8;
        if (!Arrays.equals(bytes, 0, wholeBytes, network, 0, wholeBytes)) {
            return false;
        }
        int rest = prefixBits % 8;
        if (rest == 0) {
            return true;
        }
        int mask = (0xff << (8 - rest)) & 0xff;
        return (bytes[wholeBytes] & mask) == (network[wholeBytes] & mask);
    }
}

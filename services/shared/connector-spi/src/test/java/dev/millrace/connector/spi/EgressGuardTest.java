package dev.millrace.connector.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EgressGuardTest {

    private static EgressGuard guardWhereTheHostIs(String... addresses) {
        return new EgressGuard(List.of(), host -> literal(addresses));
    }

    private static InetAddress[] literal(String... addresses) throws UnknownHostException {
        InetAddress[] all = new InetAddress[addresses.length];
        for (int i = 0; i < addresses.length; i++) {
            all[i] = InetAddress.getByName(addresses[i]);
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.1.2.3",
                "172.31.255.255",
                "192.168.0.1",
                "169.254.169.254",
                "100.64.0.1",
                "0.0.0.0",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fd00:ec2::254",
                "ff02::1",
                "::ffff:10.0.0.1",
                "64:ff9b::a00:1",
                "2002:a00:1::"
            })
    void refusesWhatIsNotPublic(String address) {
        assertThatThrownBy(() -> guardWhereTheHostIs(address).resolve("shop.example.com"))
                .isInstanceOfSatisfying(
                        MillraceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ADDRESS_NOT_ALLOWED))
                .hasMessageContaining("shop.example.com is not a public address");
    }

    @Test
    void takesThePublicOneOfSeveralAddresses() throws Exception {
        assertThat(guardWhereTheHostIs("10.0.0.1", "93.184.215.14").resolve("shop.example.com"))
                .isEqualTo(InetAddress.getByName("93.184.215.14"));
        assertThat(guardWhereTheHostIs("2606:2800:21f::1").resolve("shop.example.com"))
                .isEqualTo(InetAddress.getByName("2606:2800:21f::1"));
    }

    @Test
    void letsThroughWhatTheOperatorAllows() throws Exception {
        EgressGuard guard = new EgressGuard(List.of(AddressRange.parse("127.0.0.0/8")));
        assertThat(guard.allows(InetAddress.getLoopbackAddress())).isTrue();
        assertThat(guard.allows(InetAddress.getByName("10.0.0.1"))).isFalse();
    }

    @Test
    void aSocketForLibrariesRefusesTooAndSaysWhy() throws Exception {
        try (Socket socket = new EgressGuard(List.of()).guardedSocket()) {
            assertThatThrownBy(() -> socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), 9), 1_000))
                    .isInstanceOf(MillraceException.class)
                    .hasMessageContaining("is not a public address");
        }
    }

    @Test
    void namesAHostThatDoesNotExist() {
        EgressGuard guard = new EgressGuard(List.of(), host -> {
            throw new UnknownHostException(host);
        });
        assertThatThrownBy(() -> guard.resolve("shpo.example.com"))
                .hasMessage("There is no host named shpo.example.com. Check the spelling of the host name.");
    }

    @Test
    void readsRangesInCidrNotationOnly() throws Exception {
        AddressRange range = AddressRange.parse("10.20.16.0/20");
        assertThat(range.contains(InetAddress.getByName("10.20.31.255"))).isTrue();
        assertThat(range.contains(InetAddress.getByName("10.20.32.0"))).isFalse();
        assertThatThrownBy(() -> AddressRange.parse("localhost/8")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AddressRange.parse("10.0.0.0/33")).isInstanceOf(IllegalArgumentException.class);
    }
}

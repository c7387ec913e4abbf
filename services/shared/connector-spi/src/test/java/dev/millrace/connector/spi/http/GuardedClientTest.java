package dev.millrace.connector.spi.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.connector.spi.EgressGuard;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is sent and what is not; the tests of the connectors send it. */
class GuardedClientTest {

    private static final EgressGuard PUBLIC = new EgressGuard(List.of());

    @Test
    void aNameOfWhichOneAddressIsNotPublicIsNotAsked() throws UnknownHostException {
        InetAddress[] both = {InetAddress.getByName("8.8.8.8"), InetAddress.getByName("10.0.0.1")};

        assertThatThrownBy(() -> GuardedClient.judge(PUBLIC, "two.test", host -> both))
                .isInstanceOfSatisfying(
                        MillraceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ADDRESS_NOT_ALLOWED));
    }

    @Test
    void aNameThatNobodyHasIsSaidSo() {
        assertThatThrownBy(() -> GuardedClient.judge(PUBLIC, "none.test", host -> {
                    throw new UnknownHostException(host);
                }))
                .isInstanceOf(MillraceException.class)
                .hasMessage("There is no host named none.test. Check the spelling of the host name.");
    }

    @Test
    void onlyTheWebIsAsked() {
        assertThat(GuardedClient.isOfTheWeb(URI.create("HTTPS://data.test/x.csv")))
                .isTrue();
        assertThat(GuardedClient.isOfTheWeb(URI.create("file:///etc/passwd"))).isFalse();
        assertThat(GuardedClient.isOfTheWeb(URI.create("data.test/x.csv"))).isFalse();
    }
}

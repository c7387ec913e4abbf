package dev.millrace.deploychecks;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.millrace.local.tls.CertificateAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbeIT {

    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;
    private static final int NO_BODY = -1;

    @TempDir
    private Path folder;

    private HttpsServer server;

    /** A pod has its Service's certificate, and is asked by its address. */
    @BeforeEach
    void start() throws IOException {
        CertificateAuthority.create("Operator")
                .issue(folder, CertificateAuthority.expired(), "release-millrace-connector");
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(CertificateAuthority.serverContext(folder)));
        server.createContext("/well", exchange -> exchange.sendResponseHeaders(OK, NO_BODY));
        server.createContext("/unwell", exchange -> exchange.sendResponseHeaders(UNAVAILABLE, NO_BODY));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aProbeByTlsLooksAtTheAnswerAndAtNoCertificate() throws InterruptedException {
        assertThat(probe("/well", ",'scheme':'HTTPS'").succeeds()).isTrue();
        assertThat(probe("/unwell", ",'scheme':'HTTPS'").succeeds()).isFalse();
    }

    @Test
    void aProbeWithoutASchemeSpeaksNoTls() throws InterruptedException {
        assertThat(probe("/well", "").succeeds()).isFalse();
    }

    @Test
    void aProbeByConnectionOnlyWantsOne() throws Exception {
        String probe = "'tcpSocket':{'port':'https'}";

        assertThat(probe(probe).succeeds()).isTrue();
        server.stop(0);
        assertThat(probe(probe).succeeds()).isFalse();
    }

    @Test
    void aProbeByCommandAsksTheContainer() throws InterruptedException {
        assertThat(probe("'exec':{'command':['is','well']}").succeeds()).isTrue();
        assertThat(probe("'exec':{'command':['is','unwell']}").succeeds()).isFalse();
    }

    private Probe probe(String path, String scheme) {
        return probe("'httpGet':{'port':'https','path':'%s'%s}".formatted(path, scheme));
    }

    private Probe probe(String question) {
        JsonObject container = JsonParser.parseString(
                        "{'ports':[{'name':'https','containerPort':%d}],'readinessProbe':{%s,'periodSeconds':1,'timeoutSeconds':10,'failureThreshold':1}}"
                                .formatted(server.getAddress().getPort(), question))
                .getAsJsonObject();
        return Probe.of(container, "readinessProbe", "127.0.0.1", List.of("is", "well")::equals);
    }
}

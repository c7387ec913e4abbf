package dev.millrace.connector.spi.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.millrace.connector.spi.EgressGuard;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers whose certificates are of an authority of the test's own, which the client trusts. */
class CertificatesTest {

    private static final String PASSWORD = "certificates";

    @TempDir
    private static Path folder;

    @BeforeAll
    static void makeAuthority() throws Exception {
        keytool(
                "authority",
                "-genkeypair",
                "-alias",
                "authority",
                "-keyalg",
                "RSA",
                "-dname",
                "CN=Authority",
                "-ext",
                "bc:c");
        Path certificate = folder.resolve("authority.pem");
        keytool("authority", "-exportcert", "-alias", "authority", "-rfc", "-file", certificate.toString());
        keytool("trusted", "-importcert", "-noprompt", "-alias", "authority", "-file", certificate.toString());
    }

    @Test
    void aCertificateThatIsValidIsTaken() throws Exception {
        assertThat(statusOf("valid", "san=ip:127.0.0.1", "-startdate", "-1d", "-validity", "30"))
                .isEqualTo(204);
    }

    @Test
    void anExpiredCertificateIsSaidToBeSo() {
        refused(
                "The certificate of 127.0.0.1 has expired. Ask whoever runs that server to renew it, then try again. What was loaded stays.",
                "expired",
                "san=ip:127.0.0.1",
                "-startdate",
                "-30d",
                "-validity",
                "10");
    }

    @Test
    void aCertificateOfTomorrowIsSaidToBeSo() {
        refused(
                "The certificate of 127.0.0.1 is not valid yet. Ask whoever runs that server to check it, then try again. What was loaded stays.",
                "early",
                "san=ip:127.0.0.1",
                "-startdate",
                "+1d",
                "-validity",
                "30");
    }

    @Test
    void aCertificateForAnotherNameIsSaidToBeSo() {
        refused(
                "The certificate of 127.0.0.1 is not for that name. Check the host name, and ask whoever runs that server. What was loaded stays.",
                "other",
                "san=dns:other.example",
                "-startdate",
                "-1d",
                "-validity",
                "30");
    }

    @Test
    void aCertificateOfAnUnknownAuthorityIsSaidToBeSo() throws Exception {
        keytool(
                "stranger",
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "RSA",
                "-dname",
                "CN=s",
                "-ext",
                "san=ip:127.0.0.1");
        HttpsServer server = serve("stranger");
        try {
            assertThatThrownBy(() -> ask(server))
                    .isInstanceOfSatisfying(
                            MillraceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_UNREACHABLE))
                    .hasMessageStartingWith(
                            "The certificate of 127.0.0.1 is of an authority that Millrace does not know.");
        } finally {
            server.stop(0);
        }
    }

    private static void refused(String message, String name, String subject, String... validity) {
        assertThatThrownBy(() -> statusOf(name, subject, validity))
                .isInstanceOfSatisfying(
                        MillraceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_UNREACHABLE))
                .hasMessage(message);
    }

    private static int statusOf(String name, String subject, String... validity) throws Exception {
        certify(name, subject, validity);
        HttpsServer server = serve(name);
        try {
            return ask(server);
        } finally {
            server.stop(0);
        }
    }

    /** A key, and a certificate for it that the authority has signed. */
    private static void certify(String name, String subject, String... validity) throws Exception {
        String request = folder.resolve(name + ".csr").toString();
        String certificate = folder.resolve(name + ".pem").toString();
        keytool(name, "-genkeypair", "-alias", "server", "-keyalg", "RSA", "-dname", "CN=server");
        keytool(name, "-certreq", "-alias", "server", "-file", request);
        List<String> sign = new ArrayList<>(List.of(
                "-gencert",
                "-alias",
                "authority",
                "-ext",
                subject,
                "-infile",
                request,
                "-outfile",
                certificate,
                "-rfc"));
        sign.addAll(List.of(validity));
        keytool("authority", sign.toArray(String[]::new));
        keytool(
                name,
                "-importcert",
                "-noprompt",
                "-alias",
                "authority",
                "-file",
                folder.resolve("authority.pem").toString());
        keytool(name, "-importcert", "-noprompt", "-alias", "server", "-file", certificate);
    }

    private static HttpsServer serve(String name) throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store(name), PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static int ask(HttpsServer server) throws IOException, GeneralSecurityException {
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(store("trusted"));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trusted.getTrustManagers(), null);
        try (HttpClient http = HttpClient.newBuilder().sslContext(context).build();
                GuardedClient client =
                        new GuardedClient(EgressGuard.allowing("127.0.0.0/8"), Duration.ofSeconds(30), http);
                GuardedClient.Response response = client.sendOnce(GuardedClient.request(URI.create(
                                "https://127.0.0.1:" + server.getAddress().getPort()))
                        .build())) {
            return response.status();
        }
    }

    private static KeyStore store(String name) throws IOException, GeneralSecurityException {
        return KeyStore.getInstance(folder.resolve(name + ".p12").toFile(), PASSWORD.toCharArray());
    }

    private static void keytool(String store, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of(
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                folder.resolve(store + ".p12").toString()));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}

package dev.millrace.connector.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.connector.spi.EgressGuard;
import dev.millrace.connector.spi.SourceContext;
import dev.millrace.connector.spi.SourceLog;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.local.LocalMariaDb;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server with a certificate of its own, and a user whom it lets in over TLS only. */
class MysqlEncryptionIT {

    private static final char[] PASSWORD = "certificate".toCharArray();

    @TempDir
    private static Path folder;

    private static LocalMariaDb server;

    @BeforeAll
    static void startServer() throws Exception {
        if (!LocalMariaDb.isAvailable()) {
            System.out.println("Tests of encryption are skipped: MariaDB's binaries come for Linux on x86-64 only.");
        }
        assumeTrue(LocalMariaDb.isAvailable(), "MariaDB's binaries come for Linux on x86-64 only");
        writeCertificate();
        server = LocalMariaDb.start(
                "--ssl", "--ssl-cert=" + folder.resolve("certificate.pem"), "--ssl-key=" + folder.resolve("key.pem"));
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:mariadb://127.0.0.1:" + server.port() + "/",
                        server.administrator().user(),
                        server.administrator().password());
                Statement statement = connection.createStatement()) {
            statement.execute("create database sealed");
            statement.execute("create table sealed.letters (id int primary key)");
            statement.execute("create user reader@'%' identified by 'reads' require ssl");
            statement.execute("grant select on sealed.* to reader@'%'");
        }
    }

    @AfterAll
    static void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    private static void writeCertificate() throws Exception {
        Path store = folder.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "RSA",
                        "-dname",
                        "CN=somebody.example",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD),
                        "-keystore",
                        store.toString())
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD);
        writePem("key.pem", "PRIVATE KEY", keys.getKey("server", PASSWORD).getEncoded());
        writePem("certificate.pem", "CERTIFICATE", keys.getCertificate("server").getEncoded());
    }

    private static void writePem(String name, String kind, byte[] content) throws Exception {
        Files.writeString(
                folder.resolve(name),
                "-----BEGIN " + kind + "-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + kind
                        + "-----\n");
    }

    private static SourceSession open(String sslMode) {
        return new MysqlSource()
                .open(new SourceContext(
                        "{\"host\":\"127.0.0.1\",\"port\":" + server.port()
                                + ",\"database\":\"sealed\",\"user\":\"reader\",\"password\":\"reads\",\"sslMode\":\""
                                + sslMode + "\"}",
                        EgressGuard.allowing("127.0.0.1/32"),
                        upload -> Path.of(""),
                        folder,
                        InstantSource.system(),
                        new SourceLog() {
                            @Override
                            public void info(String message) {}

                            @Override
                            public void warn(String message) {}
                        }));
    }

    @Test
    void encryptsWhenItIsToldToAndWhenTheServerCan() {
        for (String sslMode : new String[] {"require", "prefer"}) {
            try (SourceSession session = open(sslMode)) {
                assertThatCode(session::check).as(sslMode).doesNotThrowAnyException();
            }
        }
    }

    @Test
    void doesNotEncryptWhenItIsToldNotTo() {
        try (SourceSession session = open("disable")) {
            assertThatThrownBy(session::check)
                    .isInstanceOfSatisfying(
                            MillraceException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_LOGIN_REFUSED));
        }
    }

    /** This server proves by a hash with the password who it is (MariaDB 11.4, "zero-configuration TLS"). */
    @Test
    void takesAServersProofForACertificateThatNobodySigned() {
        try (SourceSession session = open("verify-full")) {
            assertThatCode(session::check).doesNotThrowAnyException();
        }
    }
}

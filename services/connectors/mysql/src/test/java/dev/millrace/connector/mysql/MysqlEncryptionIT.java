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
import dev.millrace.local.tls.CertificateAuthority;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server with a certificate of an authority that nobody knows, for another name, and a user whom it lets in over TLS only. */
class MysqlEncryptionIT {

    @TempDir
    private static Path folder;

    private static LocalMariaDb server;

    @BeforeAll
    static void startServer() throws Exception {
        if (!LocalMariaDb.isAvailable()) {
            System.out.println("Tests of encryption are skipped: MariaDB's binaries come for Linux on x86-64 only.");
        }
        assumeTrue(LocalMariaDb.isAvailable(), "MariaDB's binaries come for Linux on x86-64 only");
        CertificateAuthority.create("Nobody knows it")
                .issue(folder, CertificateAuthority.validNow(), "somebody.example");
        server = LocalMariaDb.start(
                "--ssl", "--ssl-cert=" + folder.resolve("tls.crt"), "--ssl-key=" + folder.resolve("tls.key"));
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
    void takesAServersProofForACertificateOfAnUnknownAuthority() {
        try (SourceSession session = open("verify-full")) {
            assertThatCode(session::check).doesNotThrowAnyException();
        }
    }
}

package dev.millrace.connector.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.connector.spi.AddressRange;
import dev.millrace.connector.spi.CredentialKeeper;
import dev.millrace.connector.spi.EgressGuard;
import dev.millrace.connector.spi.Source;
import dev.millrace.connector.spi.SourceContext;
import dev.millrace.connector.spi.SourceLog;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.connector.spi.Stream;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyEncryptionContext;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SftpSourceTest extends StoreContractTest {

    private static final KeyPair USERS_KEY = LocalSftpServer.keyPair();

    @TempDir
    private Path folder;

    @TempDir
    private Path temporary;

    private LocalSftpServer server;
    private long written;

    @BeforeEach
    void start() throws IOException {
        server = new LocalSftpServer(folder, 0, USERS_KEY.getPublic());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Override
    protected Source source() {
        return new SftpSource();
    }

    @Override
    void put(String name, byte[] content) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, content);
            // A file's version is its time, in seconds, and its size.
            Files.setLastModifiedTime(
                    file, FileTime.from(Instant.parse("2026-11-21T08:00:00Z").plusSeconds(++written)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    String configuration(String folderOfFiles, String tables) {
        return configuration(Map.of("path", folderOfFiles + "/*", "tables", tables));
    }

    private String configuration(Map<String, Object> fields) {
        Map<String, Object> all = new HashMap<>(Map.of(
                "host",
                "127.0.0.1",
                "port",
                server.port(),
                "user",
                LocalSftpServer.USER,
                "password",
                LocalSftpServer.PASSWORD,
                "path",
                "*",
                "host_key",
                "first"));
        all.putAll(fields);
        return new ObjectMapper().valueToTree(all).toString();
    }

    @Override
    protected String refusedConfiguration() {
        return configuration(Map.of("password", "wrong"));
    }

    @Override
    protected ErrorCode refusal() {
        return ErrorCode.SOURCE_LOGIN_REFUSED;
    }

    private void assertRefused(Map<String, Object> fields, ErrorCode code, String message) {
        assertThatThrownBy(() -> {
                    try (SourceSession session = open(configuration(fields))) {
                        session.check();
                    }
                })
                .isInstanceOfSatisfying(
                        MillraceException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(message);
    }

    @Test
    void patternsReachIntoFoldersAndLinksAreFollowedToFiles() throws IOException {
        put("deep/a/b/x.csv", bytes("id\n1\n"));
        put("deep/y.csv", bytes("id\n1\n"));
        put("elsewhere/z.csv", bytes("id\n1\n"));
        Files.createSymbolicLink(folder.resolve("deep/z.csv"), folder.resolve("elsewhere/z.csv"));
        Files.createSymbolicLink(folder.resolve("deep/circle"), folder.resolve("deep"));
        try (SourceSession session = open(configuration(Map.of("path", "deep/**.csv", "tables", "each file")))) {
            assertThat(session.discover().streams()).extracting(Stream::name).containsExactlyInAnyOrder("x", "y", "z");
        }
    }

    @Test
    void aPrivateKeyOpensItToo() throws IOException, GeneralSecurityException {
        put("x.csv", bytes("id\n1\n"));
        try (SourceSession session =
                open(configuration(Map.of("password", "", "private_key", usersKey("open"), "passphrase", "open")))) {
            session.check();
        }
        String oneLine = usersKey("open").replace("\r", "").replace("\n", "");
        try (SourceSession session =
                open(configuration(Map.of("password", "", "private_key", oneLine, "passphrase", "open")))) {
            session.check();
        }
        assertRefused(
                Map.of("password", "", "private_key", usersKey("open")),
                ErrorCode.INVALID_CONFIGURATION,
                "The private key has a passphrase. Put it in.");
        assertRefused(
                Map.of("password", "", "private_key", usersKey("open"), "passphrase", "shut"),
                ErrorCode.INVALID_CONFIGURATION,
                "The passphrase does not open the private key.");
        assertRefused(
                Map.of("password", "", "private_key", "no key"),
                ErrorCode.INVALID_CONFIGURATION,
                "The private key can't be read.");
    }

    private static String usersKey(String passphrase) throws IOException, GeneralSecurityException {
        OpenSSHKeyEncryptionContext encryption = new OpenSSHKeyEncryptionContext();
        encryption.setPassword(passphrase);
        encryption.setCipherType("256");
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(USERS_KEY, "of a test", encryption, written);
        return written.toString(StandardCharsets.US_ASCII);
    }

    @Test
    void theFirstHostKeyIsKeptAndAnotherOneRefused() throws IOException {
        put("x.csv", bytes("id\n1\n"));
        List<CredentialKeeper.Change> kept = new ArrayList<>();
        try (SourceSession session = source().open(context(configuration(Map.of()), kept))) {
            session.check();
        }
        String key = "ecdsa-sha2-nistp256 " + server.fingerprint();
        assertThat(kept).containsExactly(new CredentialKeeper.Change("host_key", "\"first\"", "\"" + key + "\""));

        try (SourceSession session = open(configuration(Map.of("host_key", key)))) {
            session.check();
        }
        try (SourceSession session = open(configuration(Map.of("host_key", server.fingerprint())))) {
            session.check();
        }
        int port = server.port();
        server.close();
        server = new LocalSftpServer(folder, port, USERS_KEY.getPublic());
        assertRefused(
                Map.of("host_key", key),
                ErrorCode.SOURCE_LOGIN_REFUSED,
                "127.0.0.1 shows another key than it did: ecdsa-sha2-nistp256 " + server.fingerprint());
    }

    private SourceContext context(String configuration, List<CredentialKeeper.Change> kept) {
        return context(configuration, new EgressGuard(List.of(AddressRange.parse("127.0.0.0/8"))), kept);
    }

    private SourceContext context(String configuration, EgressGuard egress, List<CredentialKeeper.Change> kept) {
        CredentialKeeper keeper = new CredentialKeeper() {
            @Override
            public void requireTurn() {}

            @Override
            public void keep(List<Change> changes) {
                kept.addAll(changes);
            }
        };
        SourceLog silent = new SourceLog() {
            @Override
            public void info(String message) {}

            @Override
            public void warn(String message) {}
        };
        return new SourceContext(configuration, egress, uploads(), temporary, InstantSource.system(), silent, keeper);
    }

    @Test
    void aServerThatIsNotPublicIsNotCalled() {
        try (SourceSession session =
                source().open(context(configuration(Map.of()), new EgressGuard(List.of()), new ArrayList<>()))) {
            assertThatThrownBy(session::check)
                    .isInstanceOfSatisfying(
                            MillraceException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.ADDRESS_NOT_ALLOWED));
        }
    }

    @Test
    void missingFoldersAndServersAreSaidPlainly() throws IOException {
        assertRefused(
                Map.of("path", "nowhere/*.csv"), ErrorCode.SOURCE_UNREADABLE, "127.0.0.1 has not the folder nowhere/.");
        assertRefused(Map.of("path", "*.csv"), ErrorCode.SOURCE_EMPTY, "No file of 127.0.0.1 is named like \"*.csv\"");
        int port = server.port();
        server.close();
        assertRefused(Map.of("port", port), ErrorCode.SOURCE_UNREACHABLE, "does not answer as a server of SFTP");
    }
}

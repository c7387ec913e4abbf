package dev.millrace.connector.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.connector.spi.EgressGuard;
import dev.millrace.connector.spi.Source;
import dev.millrace.connector.spi.SourceContext;
import dev.millrace.connector.spi.SourceLog;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.connector.spi.Stream;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.local.LocalObjectStore;
import dev.millrace.local.Login;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

class BucketSourceIT extends StoreContractTest {

    private static final String BUCKET = "exports";
    private static final Login KEY = new Login("an-access-key", "its-secret-key");

    private static LocalObjectStore server;
    private static S3Client operator;

    @BeforeAll
    static void start() {
        server = LocalObjectStore.start(Path.of("target/s3/s3-server.jar"), KEY);
        operator = S3Client.builder()
                .region(Region.US_EAST_1)
                .endpointOverride(server.endpoint())
                .forcePathStyle(true)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY.user(), KEY.password())))
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
        operator.createBucket(request -> request.bucket(BUCKET));
    }

    @AfterAll
    static void stop() {
        operator.close();
        server.close();
    }

    @Override
    protected Source source() {
        return new BucketSource();
    }

    @Override
    void put(String name, byte[] content) {
        operator.putObject(request -> request.bucket(BUCKET).key(name), RequestBody.fromBytes(content));
    }

    @Override
    String configuration(String folder, String tables) {
        return configuration(Map.of("path", folder + "/*", "tables", tables));
    }

    private static String configuration(Map<String, Object> fields) {
        Map<String, Object> all = new TreeMap<>(Map.of(
                "bucket",
                BUCKET,
                "path",
                "**",
                "access_key",
                KEY.user(),
                "secret_key",
                KEY.password(),
                "endpoint",
                server.endpoint().toString()));
        all.putAll(fields);
        return new ObjectMapper().valueToTree(all).toString();
    }

    @Override
    protected String refusedConfiguration() {
        return configuration(Map.of("path", "nothing/*.csv"));
    }

    @Override
    protected ErrorCode refusal() {
        return ErrorCode.SOURCE_EMPTY;
    }

    @Test
    void patternsReachIntoFolders() {
        put("deep/a/b/x.csv", bytes("id\n1\n"));
        put("deep/x.csv", bytes("id\n1\n"));
        put("deep/y.txt", bytes("id\n1\n"));
        try (SourceSession session = open(configuration(Map.of("path", "deep/**/*.csv", "tables", "each file")))) {
            assertThat(session.discover().streams())
                    .extracting(Stream::name)
                    .containsExactlyInAnyOrder("x", "deep/x.csv");
        }
    }

    @Test
    void wrongKeysAndBucketsAreSaidPlainly() {
        assertRefused(Map.of("secret_key", "another"), ErrorCode.SOURCE_LOGIN_REFUSED, "The access key or its secret");
        assertRefused(Map.of("bucket", "no-such-bucket"), ErrorCode.SOURCE_UNREADABLE, "There is no bucket");
        assertRefused(Map.of("endpoint", "http://127.0.0.1:9"), ErrorCode.SOURCE_UNREACHABLE, "does not answer");
        assertRefused(Map.of("secret_key", ""), ErrorCode.INVALID_CONFIGURATION, "goes with its secret key");
        assertRefused(Map.of("path", "a{b"), ErrorCode.INVALID_CONFIGURATION, "is no pattern of file names");
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
    void aStoreThatIsNotPublicIsNotAsked(@TempDir Path folder) {
        SourceLog silent = new SourceLog() {
            @Override
            public void info(String message) {}

            @Override
            public void warn(String message) {}
        };
        SourceContext guarded = new SourceContext(
                configuration(Map.of()), new EgressGuard(List.of()), uploads(), folder, InstantSource.system(), silent);
        try (SourceSession session = source().open(guarded)) {
            assertThatThrownBy(session::check)
                    .isInstanceOfSatisfying(
                            MillraceException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.ADDRESS_NOT_ALLOWED));
        }
    }
}

package dev.millrace.connector.uploads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.local.LocalObjectStore;
import dev.millrace.local.Login;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

class S3ObjectStoreIT extends ObjectStoreContractTest {

    private static final String BUCKET = "millrace-uploads";
    private static final String PREFIX = "uploads/";
    private static final Login KEY = new Login("an-access-key", "its-secret-key");

    private static LocalObjectStore server;
    private static S3Client operator;
    private static ObjectStore store;

    private record Settings(
            Optional<String> bucket,
            Optional<String> prefix,
            Optional<URI> endpoint,
            String region,
            boolean pathStyle,
            Optional<String> accessKey,
            Optional<Secret<String>> secretKey)
            implements UploadsConfiguration.S3 {}

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
        store = connect(BUCKET, server.endpoint(), KEY);
    }

    @AfterAll
    static void stop() throws IOException {
        store.close();
        operator.close();
        server.close();
    }

    @Override
    ObjectStore store() {
        return store;
    }

    @Override
    boolean leaves(String key) {
        boolean object = operator.listObjectsV2(
                        request -> request.bucket(BUCKET).prefix(PREFIX + key))
                .hasContents();
        boolean parts = operator.listMultipartUploads(request -> request.bucket(BUCKET)).uploads().stream()
                .anyMatch(upload -> upload.key().startsWith(PREFIX + key));
        return object || parts;
    }

    @Test
    void objectsHaveThePrefixAndAreWholeForOtherClients() throws IOException {
        store.write("tenant/prefixed", new ByteArrayInputStream("id\n1\n".getBytes(StandardCharsets.UTF_8)), 100);
        assertThat(operator.getObjectAsBytes(request -> request.bucket(BUCKET).key("uploads/tenant/prefixed"))
                        .asUtf8String())
                .isEqualTo("id\n1\n");
    }

    @Test
    void refusedCredentialsAMissingBucketAndAServerThatIsAwayAreToldPlainly() throws IOException {
        Login wrong = new Login(KEY.user(), "another-secret-key");
        try (ObjectStore refused = connect(BUCKET, server.endpoint(), wrong);
                ObjectStore missing = connect("no-such-bucket", server.endpoint(), KEY);
                ObjectStore away = connect(BUCKET, URI.create("http://127.0.0.1:9"), KEY)) {
            for (ObjectStore unusable : new ObjectStore[] {refused, missing, away}) {
                for (int size : new int[] {10, 9 * 1024 * 1024}) {
                    assertThatThrownBy(() ->
                                    unusable.write("tenant/never", new ByteArrayInputStream(new byte[size]), size))
                            .isInstanceOfSatisfying(MillraceException.class, e -> {
                                assertThat(e.code()).isEqualTo(ErrorCode.PLATFORM_UNAVAILABLE);
                                assertThat(e.getMessage())
                                        .contains("Nothing of this file was kept")
                                        .contains("Try again later")
                                        .doesNotContain("secret");
                            });
                }
            }
        }
        assertThat(leaves("tenant/never")).isFalse();
    }

    private record Uploads(S3 s3) implements UploadsConfiguration {

        @Override
        public Optional<Path> folder() {
            return Optional.empty();
        }

        @Override
        public MemorySize largest() {
            return new MemorySize(BigInteger.TEN);
        }
    }

    @Test
    void thePreflightLeavesNothingInABucketThatItFindsWell() {
        assertThat(new ObjectStoreCheck(new Uploads(settings(BUCKET, server.endpoint(), KEY))).complaint())
                .isEmpty();
        assertThat(leaves("preflight/")).isFalse();
    }

    @Test
    void thePreflightTellsTheOperatorWhatToMend() {
        Login wrong = new Login(KEY.user(), "another-secret-key");

        assertThat(new ObjectStoreCheck(new Uploads(settings("no-such-bucket", server.endpoint(), KEY))).complaint())
                .contains("there is no bucket no-such-bucket; make it (NoSuchBucket).");
        assertThat(new ObjectStoreCheck(new Uploads(settings(BUCKET, server.endpoint(), wrong))).complaint())
                .contains(
                        "it refuses the access key, or the key may not read, write, delete and list in the bucket millrace-uploads"
                                + " (SignatureDoesNotMatch).");
    }

    @Test
    void aFullStoreIsToldAsSuch() throws IOException {
        HttpServer full = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        full.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] answer = "<Error><Code>XMinioStorageFull</Code><Message>full</Message></Error>"
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(507, answer.length);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(answer);
            }
        });
        full.start();
        URI address = URI.create("http://127.0.0.1:" + full.getAddress().getPort());
        try (ObjectStore store = connect(BUCKET, address, KEY)) {
            assertThatThrownBy(() -> store.write("tenant/full", new ByteArrayInputStream(new byte[10]), 10))
                    .isInstanceOfSatisfying(
                            MillraceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_FULL));
        } finally {
            full.stop(0);
        }
    }

    private static ObjectStore connect(String bucket, URI endpoint, Login key) {
        return S3ObjectStore.connect(bucket, settings(bucket, endpoint, key));
    }

    private static Settings settings(String bucket, URI endpoint, Login key) {
        return new Settings(
                Optional.of(bucket),
                Optional.of(PREFIX),
                Optional.of(endpoint),
                "us-east-1",
                true,
                Optional.of(key.user()),
                Optional.of(() -> key.password()));
    }
}

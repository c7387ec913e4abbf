package dev.millrace.connector.uploads;

import dev.millrace.kernel.MillraceException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Objects in a bucket. A file goes there in parts, of which one at a time is in memory, and appears when the last one has
 * arrived; parts of an upload that fails are taken back.
 */
final class S3ObjectStore implements ObjectStore {

    private static final Logger LOG = Logger.getLogger(S3ObjectStore.class);
    /** More than S3's least, 5 MiB; with its most, 10,000 parts, enough for 78 GiB. */
    private static final int PART_BYTES = 8 * 1024 * 1024;

    private static final String CONTENT_TYPE = "application/octet-stream";
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int INSUFFICIENT_STORAGE = 507;

    private final S3Client client;
    private final String bucket;
    private final String prefix;

    S3ObjectStore(S3Client client, String bucket, String prefix) {
        this.client = client;
        this.bucket = bucket;
        this.prefix = prefix;
    }

    static S3ObjectStore connect(String bucket, UploadsConfiguration.S3 configuration) {
        S3ClientBuilder client = S3Client.builder()
                .region(Region.of(configuration.region()))
                .forcePathStyle(configuration.pathStyle())
                .credentialsProvider(credentials(configuration))
                // Stores other than Amazon's need not know the checksums that newer clients send unasked.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(Duration.ofSeconds(5))
                        .socketTimeout(Duration.ofSeconds(60)));
        configuration.endpoint().ifPresent(client::endpointOverride);
        return new S3ObjectStore(client.build(), bucket, configuration.prefix().orElse(""));
    }

    private static AwsCredentialsProvider credentials(UploadsConfiguration.S3 configuration) {
        if (configuration.accessKey().isPresent() != configuration.secretKey().isPresent()) {
            throw new IllegalStateException("Set millrace.connector.uploads.s3.access-key and"
                    + " millrace.connector.uploads.s3.secret-key together, or neither.");
        }
        return configuration
                .accessKey()
                .<AwsCredentialsProvider>map(id -> StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        id, configuration.secretKey().orElseThrow().get())))
                .orElseGet(() -> DefaultCredentialsProvider.builder().build());
    }

    @Override
    public long write(String key, InputStream content, long largest) throws IOException {
        byte[] part = new byte[PART_BYTES];
        int length = content.readNBytes(part, 0, PART_BYTES);
        if (length > largest) {
            throw UploadFailures.tooLarge(largest);
        }
        try {
            if (length < PART_BYTES) {
                client.putObject(request -> request.bucket(bucket).key(prefix + key), body(part, length));
                return length;
            }
            return writeInParts(prefix + key, part, content, largest);
        } catch (SdkException e) {
            throw translate(e);
        }
    }

    /** Goes on after the first part, which is full. */
    private long writeInParts(String name, byte[] part, InputStream content, long largest) throws IOException {
        String upload = client.createMultipartUpload(
                        request -> request.bucket(bucket).key(name))
                .uploadId();
        try {
            List<CompletedPart> parts = new ArrayList<>();
            long size = 0;
            for (int length = PART_BYTES; length > 0; length = content.readNBytes(part, 0, PART_BYTES)) {
                size += length;
                if (size > largest) {
                    throw UploadFailures.tooLarge(largest);
                }
                parts.add(writePart(name, upload, parts.size() + 1, body(part, length)));
            }
            client.completeMultipartUpload(request -> request.bucket(bucket)
                    .key(name)
                    .uploadId(upload)
                    .multipartUpload(completed -> completed.parts(parts)));
            return size;
        } catch (IOException | RuntimeException e) {
            abort(name, upload);
            throw e;
        }
    }

    private CompletedPart writePart(String name, String upload, int number, RequestBody body) {
        String tag = client.uploadPart(
                        request -> request.bucket(bucket)
                                .key(name)
                                .uploadId(upload)
                                .partNumber(number),
                        body)
                .eTag();
        return CompletedPart.builder().partNumber(number).eTag(tag).build();
    }

    private void abort(String name, String upload) {
        try {
            client.abortMultipartUpload(
                    request -> request.bucket(bucket).key(name).uploadId(upload));
        } catch (SdkException e) {
            LOG.warnf(e, "parts of a failed upload stay in the bucket until its rule for unfinished uploads ends them");
        }
    }

    /** May be asked for again when a request is repeated. */
    private static RequestBody body(byte[] part, int length) {
        return RequestBody.fromContentProvider(() -> new ByteArrayInputStream(part, 0, length), length, CONTENT_TYPE);
    }

    @Override
    public InputStream open(String key) throws IOException {
        try {
            return client.getObject(request -> request.bucket(bucket).key(prefix + key));
        } catch (NoSuchKeyException e) {
            throw new IOException("the store has no object " + prefix + key, e);
        } catch (SdkException e) {
            throw translate(e);
        }
    }

    @Override
    public void delete(String key) {
        try {
            client.deleteObject(request -> request.bucket(bucket).key(prefix + key));
        } catch (SdkException e) {
            throw translate(e);
        }
    }

    /** One by one: not every store takes many at once. */
    @Override
    public void deleteAll(String folder) {
        String inside = prefix + folder + "/";
        try {
            client.listObjectsV2Paginator(request -> request.bucket(bucket).prefix(inside)).contents().stream()
                    .map(S3Object::key)
                    .forEach(key -> client.deleteObject(
                            request -> request.bucket(bucket).key(key)));
        } catch (SdkException e) {
            throw translate(e);
        }
    }

    @Override
    public void close() {
        client.close();
    }

    @Override
    public String toString() {
        return "the bucket " + bucket;
    }

    private MillraceException translate(SdkException e) {
        if (!(e instanceof S3Exception refusal)) {
            return UploadFailures.unusable(
                    "it does not answer, or there are no credentials for it; check millrace.connector.uploads.s3.* ("
                            + e.getMessage() + ")",
                    e);
        }
        return switch (refusal.statusCode()) {
            case FORBIDDEN ->
                UploadFailures.unusable(
                        "it refuses the access key, or the key may not read, write, delete and list in the bucket %s (%s)"
                                .formatted(bucket, code(refusal)),
                        e);
            case NOT_FOUND ->
                UploadFailures.unusable("there is no bucket %s; make it (%s)".formatted(bucket, code(refusal)), e);
            case INSUFFICIENT_STORAGE ->
                UploadFailures.full("give the bucket %s room (%s)".formatted(bucket, code(refusal)), e);
            default ->
                UploadFailures.unusable(
                        "it answers %d %s for the bucket %s".formatted(refusal.statusCode(), code(refusal), bucket), e);
        };
    }

    private static String code(S3Exception refusal) {
        return refusal.awsErrorDetails() == null
                ? "no reason given"
                : refusal.awsErrorDetails().errorCode();
    }
}

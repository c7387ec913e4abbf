package dev.millrace.connector.file.store;

import dev.millrace.connector.spi.EgressGuard;
import dev.millrace.connector.spi.ReadStoppedException;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Files of a bucket, by the S3 protocol. */
public final class BucketStore implements FileStore {

    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int PRECONDITION_FAILED = 412;
    private static final int SERVER_FAILED = 500;

    private final GuardedSdkClient http;
    private final S3Client client;
    private final String bucket;
    private final NamePattern pattern;

    /**
     * How to reach a bucket.
     *
     * @param endpoint of a store that is not Amazon's, or null
     * @param accessKey null, as the secret then is, for a bucket that anybody may read
     */
    public record Access(
            @Nullable URI endpoint,
            String region,
            @Nullable String accessKey,
            @Nullable String secretKey) {

        @Override
        public String toString() {
            return "Access[" + endpoint + ", " + region + "]";
        }
    }

    /** The objects of a bucket whose keys match the pattern. */
    public BucketStore(EgressGuard egress, String bucket, String pattern, Access access) {
        this.bucket = bucket;
        this.pattern = new NamePattern(pattern);
        this.http = new GuardedSdkClient(egress);
        S3ClientBuilder builder = S3Client.builder()
                .region(Region.of(access.region()))
                .credentialsProvider(credentials(access))
                // Stores other than Amazon's need not know the checksums that newer clients ask for.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .httpClient(http);
        URI endpoint = access.endpoint();
        if (endpoint == null) {
            builder.crossRegionAccessEnabled(true);
        } else {
            builder.endpointOverride(endpoint).forcePathStyle(true);
        }
        this.client = builder.build();
    }

    /** Never those of the worker itself, which the person who configured this has no part in. */
    private static AwsCredentialsProvider credentials(Access access) {
        return access.accessKey() == null || access.secretKey() == null
                ? AnonymousCredentialsProvider.create()
                : StaticCredentialsProvider.create(AwsBasicCredentials.create(access.accessKey(), access.secretKey()));
    }

    @Override
    public List<StoredFile> files() {
        List<StoredFile> files = new ArrayList<>();
        try {
            for (S3Object object : client.listObjectsV2Paginator(
                            request -> request.bucket(bucket).prefix(pattern.beginning()))
                    .contents()) {
                if (object.size() > 0 && pattern.matches(object.key())) {
                    files.add(new StoredFile(object.key(), object.lastModified(), object.eTag(), object.size()));
                }
                if (files.size() > MOST_FILES) {
                    throw StoreMessages.tooMany(pattern, place());
                }
            }
        } catch (SdkException e) {
            throw translated(e);
        }
        if (files.isEmpty()) {
            throw StoreMessages.nothingMatches(pattern, place());
        }
        files.sort(Comparator.comparing(StoredFile::name));
        return files;
    }

    private String place() {
        return "the bucket " + bucket;
    }

    @Override
    public InputStream open(StoredFile file) throws IOException {
        try {
            return client.getObject(
                    request -> request.bucket(bucket).key(file.name()).ifMatch(file.version()));
        } catch (NoSuchKeyException e) {
            throw StoreMessages.gone(file.name());
        } catch (S3Exception e) {
            if (e.statusCode() == PRECONDITION_FAILED) {
                throw new FileChangedException(file.name());
            }
            throw translated(e);
        } catch (SdkException e) {
            throw translated(e);
        }
    }

    /** What was sent has the tag that was asked for. */
    @Override
    public boolean isUnchanged(StoredFile file) {
        return true;
    }

    private RuntimeException translated(SdkException e) {
        if (http.isCancelled()) {
            return new ReadStoppedException();
        }
        if (e instanceof S3Exception refusal) {
            return refused(refusal);
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof MillraceException plain) {
                return plain;
            }
        }
        return new MillraceException(
                ErrorCode.SOURCE_UNREACHABLE,
                "The store of " + place()
                        + " does not answer. Check the endpoint, and that it can be reached from outside.",
                e);
    }

    private MillraceException refused(S3Exception refusal) {
        String code = Optional.ofNullable(refusal.awsErrorDetails())
                .map(details -> details.errorCode())
                .orElse("status " + refusal.statusCode());
        return switch (code) {
            case "InvalidAccessKeyId", "SignatureDoesNotMatch", "ExpiredToken", "InvalidToken" ->
                new MillraceException(
                        ErrorCode.SOURCE_LOGIN_REFUSED,
                        "The access key or its secret is not accepted (" + code + "). Copy both anew.",
                        refusal);
            case "NoSuchBucket" ->
                new MillraceException(
                        ErrorCode.SOURCE_UNREADABLE,
                        "There is no bucket " + bucket + ". Check its name, and the endpoint if it is not Amazon's.",
                        refusal);
            case "PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException" ->
                new MillraceException(
                        ErrorCode.INVALID_CONFIGURATION,
                        "The bucket " + bucket + " is in another region (" + code + "). Put in its region.",
                        refusal);
            default -> byStatus(refusal, code);
        };
    }

    private MillraceException byStatus(S3Exception refusal, String code) {
        int status = refusal.statusCode();
        if (status == FORBIDDEN) {
            return new MillraceException(
                    ErrorCode.SOURCE_NOT_PERMITTED,
                    "The access key may not read " + place() + " (" + code
                            + "). Allow it s3:ListBucket on the bucket and s3:GetObject on its files.",
                    refusal);
        }
        return new MillraceException(
                status >= SERVER_FAILED ? ErrorCode.SOURCE_INTERRUPTED : ErrorCode.SOURCE_UNREADABLE,
                "The store answers " + status + " (" + code + ") for " + place()
                        + (status == NOT_FOUND
                                ? ". Check the name of the bucket, and the endpoint."
                                : ". Check bucket, region and endpoint."),
                refusal);
    }

    @Override
    public void cancel() {
        http.cancel();
    }

    @Override
    public void close() {
        client.close();
    }
}

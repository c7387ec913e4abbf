package dev.millrace.connector.file;

import dev.millrace.connector.file.store.BucketStore;
import dev.millrace.connector.spi.ConnectorSpec;
import dev.millrace.connector.spi.Source;
import dev.millrace.connector.spi.SourceContext;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.util.List;

/** Files in a bucket of any store that speaks S3. */
public final class BucketSource implements Source {

    private static final ConnectorSpec SPEC = new ConnectorSpec(
            "s3",
            "Amazon S3",
            "CSV, Excel, JSON and Parquet files in a bucket of Amazon S3, or of any store that speaks its protocol.",
            "files",
            "#b45309",
            "S3",
            List.of("aws", "bucket", "object storage", "minio", "r2", "spaces", "gcs", "backblaze", "csv", "parquet"),
            """
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "type": "object",
              "required": ["bucket", "path"],
              "properties": {
                "bucket": {
                  "type": "string", "minLength": 1, "title": "Bucket", "order": 1,
                  "description": "The name of the bucket alone, as the list of your buckets has it."
                },
                "path": {
                  "type": "string", "minLength": 1, "title": "Files", "order": 2,
                  "description": "Which files, such as exports/orders-*.csv. * stands for anything within a name, ** for folders too."
                },
                "access_key": {
                  "type": "string", "title": "Access key", "order": 3,
                  "description": "The ID of a key that may list the bucket and get its files (s3:ListBucket, s3:GetObject). Nothing for a bucket that everybody may read."
                },
                "secret_key": {
                  "type": "string", "secret": true, "title": "Secret key", "order": 4,
                  "description": "The secret that was shown when the access key was made."
                },
                "endpoint": {
                  "type": "string", "title": "Endpoint", "order": 5, "advanced": true,
                  "description": "The address of a store that is not Amazon's, such as https://storage.example.com."
                },
                "region": {
                  "type": "string", "default": "us-east-1", "pattern": "^[a-z0-9-]+$", "title": "Region", "order": 6, "advanced": true,
                  "description": "For a store that is not Amazon's, as it says; at Amazon's it is found."
                },
                %s
              },
              "additionalProperties": false
            }
            """.formatted(StoreConfiguration.TABLES));

    @Override
    public ConnectorSpec spec() {
        return SPEC;
    }

    @Override
    public SourceSession open(SourceContext context) {
        StoreConfiguration form = new StoreConfiguration(context.configuration());
        String bucket = form.required("bucket", "There is no bucket yet. Put in its name.");
        String path = form.required("path", "Say which files of the bucket to read, such as exports/*.csv.");
        BucketStore.Access access = new BucketStore.Access(
                form.address("endpoint"),
                form.orElse("region", "us-east-1"),
                form.optional("access_key"),
                form.optional("secret_key"));
        if ((access.accessKey() == null) != (access.secretKey() == null)) {
            throw new MillraceException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "An access key goes with its secret key. Put in both, or neither for a bucket that everybody may read.");
        }
        String pattern = path.startsWith("/") ? path.substring(1) : path;
        return new StoreSession(new BucketStore(context.egress(), bucket, pattern, access), form.tables(), context);
    }
}

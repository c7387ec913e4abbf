package dev.millrace.connector.uploads;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.Secret;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Where uploaded files go, a folder or a bucket, and how large they may be. */
@ConfigMapping(prefix = "millrace.connector.uploads")
interface UploadsConfiguration {

    /** The folder for uploaded files, which all replicas share; not together with a bucket. */
    Optional<Path> folder();

    /** A bucket of a store that speaks S3, instead of a folder. */
    S3 s3();

    /** The largest file, and the most that the files of a source may have together. */
    @WithDefault("2G")
    MemorySize largest();

    /** A store that speaks S3. */
    interface S3 {

        /** The bucket for uploaded files. It must exist. */
        Optional<String> bucket();

        /** What every object's name begins with, such as {@code uploads/}. */
        Optional<String> prefix();

        /** The address of the store; without it, Amazon's for the region. */
        Optional<URI> endpoint();

        /** The region; stores that have none take any. */
        @WithDefault("us-east-1")
        String region();

        /** Whether the bucket stands in the path of the address instead of the host name. */
        @WithDefault("false")
        boolean pathStyle();

        /** The id of the access key. Without it, the environment, the pod's or the machine's identity says who we are. */
        Optional<String> accessKey();

        /** The secret of the access key. */
        Optional<Secret<String>> secretKey();
    }
}

package dev.millrace.connector.uploads;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** Where uploaded files go, and how large they may be. */
@ConfigMapping(prefix = "millrace.connector.uploads")
interface UploadsConfiguration {

    /** The folder of the object store; all replicas share it. */
    Path folder();

    /** The largest file. */
    @WithDefault("2G")
    MemorySize largest();
}

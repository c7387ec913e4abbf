package dev.millrace.connector.uploads;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Chooses the object store by the configuration. */
@ApplicationScoped
class ObjectStores {

    private static final Logger LOG = Logger.getLogger(ObjectStores.class);

    @Produces
    @Singleton
    ObjectStore choose(UploadsConfiguration configuration) {
        Optional<Path> folder = configuration.folder();
        Optional<String> bucket = configuration.s3().bucket();
        if (folder.isPresent() == bucket.isPresent()) {
            throw new IllegalStateException(
                    "Set millrace.connector.uploads.folder or millrace.connector.uploads.s3.bucket, one of the two:"
                            + " it is where uploaded files go.");
        }
        return bucket.<ObjectStore>map(name -> S3ObjectStore.connect(name, configuration.s3()))
                .orElseGet(() -> new FolderObjectStore(folder.orElseThrow()));
    }

    /** Made at the start, so that a wrong setting is told then and not to the first person who uploads. */
    void start(@Observes StartupEvent event, ObjectStore store) {
        LOG.infof("uploaded files go to %s", store);
    }

    void close(@Disposes ObjectStore store) throws IOException {
        store.close();
    }
}

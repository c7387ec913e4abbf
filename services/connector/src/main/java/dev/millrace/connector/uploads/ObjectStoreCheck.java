package dev.millrace.connector.uploads;

import dev.millrace.commands.Check;
import dev.millrace.commands.Settings;
import dev.millrace.kernel.MillraceException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/** Whether a file can be put where uploads go, read again and taken away. */
public final class ObjectStoreCheck implements Check {

    private static final byte[] CONTENT = {'m', 'i', 'l', 'l', 'r', 'a', 'c', 'e'};

    private final UploadsConfiguration configuration;

    ObjectStoreCheck(UploadsConfiguration configuration) {
        this.configuration = configuration;
    }

    /** Of the store that the settings name. */
    public static Check of(Settings settings) {
        return new ObjectStoreCheck(settings.group(UploadsConfiguration.class));
    }

    @Override
    public String subject() {
        return configuration
                .s3()
                .bucket()
                .map(bucket -> "the bucket " + bucket)
                .or(() -> configuration.folder().map(folder -> "the folder " + folder))
                .orElse("where uploaded files go");
    }

    @Override
    public Optional<String> complaint() {
        String folder = "preflight/" + UUID.randomUUID();
        String key = folder + "/file";
        try (ObjectStore store = new ObjectStores().choose(configuration)) {
            // First: what is wrong with the address is always told to a request without content; one with content may
            // only be cut off.
            store.deleteAll(folder);
            store.write(key, new ByteArrayInputStream(CONTENT), CONTENT.length);
            try (InputStream content = store.open(key)) {
                return Arrays.equals(content.readAllBytes(), CONTENT)
                        ? Optional.empty()
                        : Optional.of("what it gives back is not what was put there.");
            } finally {
                store.delete(key);
                store.deleteAll(folder);
            }
        } catch (StoreFailedException e) {
            return Optional.of(e.toMend() + ".");
        } catch (MillraceException | IllegalStateException | IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}

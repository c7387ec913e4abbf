package dev.millrace.syncworker;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The temporary files of this process, in one folder that has its number in its name. A worker that was killed leaves its folder, and the
 * next one deletes it: a container that starts again has the files of the one before, and not always the room for them.
 */
@ApplicationScoped
class WorkerFolder {

    private static final Logger LOG = Logger.getLogger(WorkerFolder.class);
    private static final String PREFIX = "millrace-worker-";
    private static final Pattern NAME = Pattern.compile(PREFIX + "(\\d{1,10})-.*");

    private final Path parent;
    private final long process;
    private @Nullable Path own;

    @Inject
    WorkerFolder() {
        this(
                Path.of(System.getProperty("java.io.tmpdir")),
                ProcessHandle.current().pid());
    }

    /**
     * @param parent where workers have their folders
     * @param process this one's number
     */
    WorkerFolder(Path parent, long process) {
        this.parent = parent;
        this.process = process;
        sweep();
    }

    /**
     * A new folder.
     *
     * @param name what its name begins with
     */
    synchronized Path create(String name) throws IOException {
        Path present = own;
        if (present == null) {
            present = Files.createTempDirectory(parent, PREFIX + process + "-");
            own = present;
        }
        return Files.createTempDirectory(present, name + "-");
    }

    /** Deletes a folder with all that is in it. */
    static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warnf(e, "temporary folder not deleted: %s", folder);
        }
    }

    @PreDestroy
    synchronized void close() {
        if (own != null) {
            delete(own);
        }
    }

    private void sweep() {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path folder : folders) {
                if (isLeft(folder)) {
                    LOG.infof("deleting what a worker left that did not end by itself: %s", folder);
                    delete(folder);
                }
            }
        } catch (IOException e) {
            LOG.warnf(e, "temporary folders of earlier workers not looked for in %s", parent);
        }
    }

    /** In a new container the process often has the number of the one before. */
    private boolean isLeft(Path folder) {
        Matcher name = NAME.matcher(folder.getFileName().toString());
        if (!name.matches()) {
            return false;
        }
        long owner = Long.parseLong(name.group(1));
        return owner == process || ProcessHandle.of(owner).isEmpty();
    }
}

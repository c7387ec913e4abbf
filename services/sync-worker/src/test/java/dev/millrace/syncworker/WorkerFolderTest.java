package dev.millrace.syncworker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerFolderTest {

    @TempDir
    Path parent;

    @Test
    void whatAKilledWorkerLeftIsDeletedByTheNext() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        Path ofEnded = left(ended.pid());
        Path ofSameNumber = left(ProcessHandle.current().pid());

        new WorkerFolder(parent, ProcessHandle.current().pid());

        assertThat(ofEnded).doesNotExist();
        assertThat(ofSameNumber).doesNotExist();
    }

    @Test
    void whatAWorkerBesideItUsesStaysAndWhatIsOfOthersToo() throws IOException {
        Path beside = left(ProcessHandle.current().pid());
        Path other = Files.createDirectory(parent.resolve("millrace-worker-"));
        Path another = Files.createDirectory(parent.resolve("somebody-else"));

        new WorkerFolder(parent, Long.MAX_VALUE);

        assertThat(beside.resolve("page")).hasContent("some rows");
        assertThat(other).exists();
        assertThat(another).exists();
    }

    @Test
    void nothingIsLeftOfOneThatEnds() throws IOException {
        WorkerFolder folder = new WorkerFolder(parent, 7);
        Path first = folder.create("run");
        Files.writeString(first.resolve("page"), "some rows");
        assertThat(folder.create("run")).isNotEqualTo(first).isEmptyDirectory();

        folder.close();

        assertThat(parent).isEmptyDirectory();
    }

    /** The folder of a worker that did not delete it. */
    private Path left(long process) throws IOException {
        Path folder = Files.createDirectory(parent.resolve("millrace-worker-" + process + "-1234"));
        Files.writeString(folder.resolve("page"), "some rows");
        return folder;
    }
}

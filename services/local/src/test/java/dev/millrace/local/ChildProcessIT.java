package dev.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.local.ChildProcess.Command;
import dev.millrace.local.ChildProcess.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private ChildProcess startAShellWithAChild() {
        ChildProcess child = ChildProcess.start(new Command(
                "a shell",
                List.of("/bin/sh", "-c", "sleep 300 & echo started; wait"),
                Map.of(),
                folder.resolve("log"),
                Signal.TERM,
                Signal.KILL,
                false));
        child.awaitReady(() -> handles(child).size() == 2, PATIENCE);
        return child;
    }

    private static List<ProcessHandle> handles(ChildProcess child) {
        ProcessHandle process = ProcessHandle.of(child.pid()).orElseThrow();
        return Stream.concat(Stream.of(process), process.descendants()).toList();
    }

    @Test
    void killingEndsWhatWasStartedToo() {
        ChildProcess child = startAShellWithAChild();
        List<ProcessHandle> all = handles(child);
        child.kill();
        assertThat(all).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void whatIsFrozenStandsStillAndGoesOnOnceItIsThawed() {
        assumeTrue(Files.isDirectory(Path.of("/proc/self")), "states of processes are read from /proc");
        ChildProcess child = startAShellWithAChild();
        try {
            child.freeze();
            for (ProcessHandle process : handles(child)) {
                child.awaitReady(() -> state(process).equals("T"), PATIENCE);
            }
            child.thaw();
            for (ProcessHandle process : handles(child)) {
                child.awaitReady(() -> state(process).equals("S"), PATIENCE);
            }
        } finally {
            child.kill();
        }
    }

    /** See proc(5): the field behind the name in brackets. */
    private static String state(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            return stat.substring(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3);
        } catch (IOException e) {
            return "";
        }
    }
}

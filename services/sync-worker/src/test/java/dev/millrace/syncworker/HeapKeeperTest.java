package dev.millrace.syncworker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In a JVM of its own, as the collector is chosen when one starts. */
class HeapKeeperTest {

    private static final long MEGABYTE = 1024 * 1024;

    @Test
    void deadBuffersDoNotMakeTheHeapGrow() throws Exception {
        long kept = largestHeap("kept");
        long unkept = largestHeap("unkept");

        assertThat(unkept).isGreaterThan(150 * MEGABYTE);
        assertThat(kept).isLessThan(80 * MEGABYTE);
    }

    private static long largestHeap(String mode) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms48m",
                        "-Xmx256m",
                        "-Xmn16m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DyingBuffers.class.getName(),
                        mode))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).as(output).isZero();
        return Long.parseLong(output);
    }
}

package dev.millrace.deploychecks;

import dev.millrace.local.LocalPlatform;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/**
 * Installs the chart on this machine, without a cluster: its jobs and pods run by podman from the images that were made here, beside
 * servers of {@code services/local}. Then a person signs up and gets to a dashboard, and a pod of each component is replaced.
 */
public final class PodsCheck {

    private static final int PORT_OFFSET = 5_000;
    private static final String JOURNEYS = "sample-business.spec.ts own-spreadsheet.spec.ts";

    /** As {@code /proc} and the chart have it. */
    private static final Confinement RESTRICTED_BUT_FOR_MEMORY =
            new Confinement(65532, "0000000000000000", false, true, false, Optional.empty());

    private final Path root;
    private final Path folder;

    private PodsCheck(Path root, Path folder) {
        this.root = root;
        this.folder = folder;
    }

    /** Takes the folder with the images' archives; needs a built project below the working directory. */
    public static void main(String[] arguments) throws Exception {
        if (!Podman.isInstalled()) {
            say("NOT CHECKED: podman is not installed, so the images and the pods of the chart were not run.");
            return;
        }
        Path folder = Chart.ROOT.resolve("target/pods");
        List<Path> images;
        try (Stream<Path> archives = Files.list(Path.of(arguments[0]))) {
            images = archives.sorted().toList();
        }
        try {
            new PodsCheck(Chart.ROOT, folder).run(images);
        } catch (CheckFailedException e) {
            say("");
            say(String.valueOf(e.getMessage()));
            System.exit(1);
        }
    }

    private void run(List<Path> images) throws Exception {
        Path work = emptied(folder.resolve("work"));
        // Where somebody works with a platform of their own.
        int offset =
                Integer.parseInt(System.getenv().getOrDefault("MILLRACE_PORT_OFFSET", Integer.toString(PORT_OFFSET)));
        say("The chart's pods, run by podman:");
        try (Podman podman =
                        timed(images.size() + " images loaded", () -> Podman.with(folder.resolve("podman"), images));
                LocalPlatform platform = LocalPlatform.start(
                        new LocalPlatform.Options(root, work.resolve("data"), offset, Surroundings.SERVERS),
                        PodsCheck::say);
                Release release = install(podman, new Surroundings(platform), work)) {
            Runtime.getRuntime().addShutdownHook(new Thread(podman::close, "remove-pods"));
            timed("topics, preflights and migrations ended well", release::runJobs);
            timed("two pods of each component are ready", release::start);
            confined(release.pods());
            timed("helm test ended well", () -> {
                release.runTests();
                return true;
            });
            release.forward(new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), platform.addresses().console()));
            timed("the journeys " + JOURNEYS, () -> journeys(platform));
            stoppedInTime(release.rollOneOfEach(PodsCheck::say));
            timed("helm test ended well after it", () -> {
                release.runTests();
                return true;
            });
            for (RunningPod pod : release.pods()) {
                require(pod.isLive(), pod.name() + " fails its liveness probe");
            }
        }
        say("All of it held.");
    }

    private static Release install(Podman podman, Surroundings surroundings, Path work) throws IOException {
        return Release.of(podman, surroundings, Release.render(surroundings, Map.of(), work.resolve("chart")), work);
    }

    /** What the kernel says, not what the manifest says. */
    private static void confined(List<RunningPod> pods) {
        List<String> unlimited = new ArrayList<>();
        for (RunningPod pod : pods) {
            Confinement confinement = pod.confinement();
            require(
                    confinement.butForMemory().equals(RESTRICTED_BUT_FOR_MEMORY),
                    pod.name() + " is not held as the chart says: " + confinement);
            if (confinement.memoryLimit().isEmpty()) {
                unlimited.add(pod.name());
            }
        }
        say("  %d processes: user 65532, no capabilities, seccomp, read-only root".formatted(pods.size()));
        say(
                unlimited.isEmpty()
                        ? "  and each in its limit of memory"
                        : "  NOT CHECKED: this machine limits no memory of containers: " + unlimited);
    }

    private boolean journeys(LocalPlatform platform) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("npm", "run", "--silent", "journeys", "--"));
        command.addAll(List.of(JOURNEYS.split(" ", -1)));
        Path log = folder.resolve("journeys.log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(root.resolve("services/e2e").toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        Map<String, String> environment = builder.environment();
        environment.put("MILLRACE_E2E_PRODUCT", platform.addresses().publicUrl().toString());
        environment.put(
                "MILLRACE_E2E_MAILBOX", platform.addresses().mailboxUrl().toString());
        Process process = builder.start();
        try {
            if (process.waitFor() != 0) {
                throw new CheckFailedException("The journeys failed:\n" + Files.readString(log));
            }
        } finally {
            process.destroy();
        }
        return true;
    }

    private static void stoppedInTime(List<RunningPod.Ended> pods) {
        for (RunningPod.Ended ended : pods) {
            require(ended.isInTime(), "A pod did not end as it should: " + ended);
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new CheckFailedException(otherwise);
        }
    }

    private static <T> T timed(String what, Callable<T> step) throws Exception {
        long begin = System.nanoTime();
        T result = step.call();
        say("  %-62s %5.1f s".formatted(what, (System.nanoTime() - begin) / 1e9));
        return result;
    }

    /** A folder without what an earlier check left. */
    static Path emptied(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        return Files.createDirectories(folder);
    }

    private static void say(String line) {
        System.out.println(line);
    }
}

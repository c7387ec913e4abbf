package dev.millrace.deploychecks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** This machine's podman, with images, containers and volumes of its own in a folder. */
final class Podman implements AutoCloseable {

    /** The one that podman takes by itself does not work everywhere. */
    private static final List<String> RUNTIMES = List.of("crun", "runc");

    /** Far more than a pod of ours needs. */
    private static final long MOST_FILES = 20_000;

    private static final long MOST_PROCESSES = 10_000;

    private final Path folder;
    private volatile boolean closed;

    /** How a command of podman ended, and what it said. */
    record Ended(int status, String output) {}

    private Podman(Path folder) {
        this.folder = folder;
    }

    /** Whether there is one at all. */
    static boolean isInstalled() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .anyMatch(place -> Files.isExecutable(Path.of(place, "podman")));
    }

    /**
     * The archives of images in a folder; their bills of materials lie beside them.
     *
     * @throws CheckFailedException when there is none
     */
    static List<Path> archives(Path folder) throws IOException {
        List<Path> archives = List.of();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                archives = files.filter(file -> file.toString().endsWith(".tar"))
                        .sorted()
                        .toList();
            }
        }
        if (archives.isEmpty()) {
            throw new CheckFailedException("There are no images in " + folder
                    + ". services/deploy-checks/bin/pods writes them to target/pods/images.");
        }
        return archives;
    }

    /**
     * Loads images, and finds a runtime that starts containers of them here.
     *
     * @throws CheckFailedException with podman's own words when none does
     */
    static Podman with(Path folder, List<Path> images) throws IOException {
        Podman podman = new Podman(Files.createDirectories(folder));
        String said = "";
        podman.configure(RUNTIMES.getFirst());
        // What a run left that was ended from outside.
        podman.removeAll();
        String first = images.stream().map(podman::load).toList().getFirst();
        for (String runtime : RUNTIMES) {
            podman.configure(runtime);
            Ended ended = podman.run("run", "--rm", "--network=none", "--entrypoint=java", first, "-version");
            if (ended.status() == 0) {
                return podman;
            }
            said = ended.output();
        }
        podman.close();
        throw new CheckFailedException("podman starts no container here: " + said.strip());
    }

    /** A process can't have more than its parent may give it, and podman's own defaults are often more. */
    private void configure(String runtime) throws IOException {
        Files.writeString(folder.resolve("containers.conf"), """
                [containers]
                default_ulimits = ["nofile=%1$d:%1$d", "nproc=%2$d:%2$d"]
                log_driver = "k8s-file"
                [engine]
                events_logger = "file"
                runtime = "%3$s"
                """.formatted(
                        Math.min(MOST_FILES, hardLimit("Max open files")),
                        Math.min(MOST_PROCESSES, hardLimit("Max processes")),
                        runtime));
    }

    private static long hardLimit(String name) throws IOException {
        Matcher limit =
                Pattern.compile(name + "\\s+\\S+\\s+(\\d+)").matcher(Files.readString(Path.of("/proc/self/limits")));
        return limit.find() ? Long.parseLong(limit.group(1)) : Long.MAX_VALUE;
    }

    /** Takes over an image from an archive, and gives its name. */
    private String load(Path archive) {
        String said = need("load", "--quiet", "--input", archive.toString());
        return said.strip().replaceFirst("(?s).*Loaded image(\\(s\\))?: ", "");
    }

    /**
     * Fetches an image unless it is there.
     *
     * @return why there is none, in podman's words; empty when there is
     */
    Optional<String> fetch(String image) {
        if (run("image", "exists", image).status() == 0) {
            return Optional.empty();
        }
        Ended ended = run("pull", "--quiet", image);
        return ended.status() == 0
                ? Optional.empty()
                : Optional.of(ended.output().strip());
    }

    /** Starts a container again that has ended. */
    void start(String container) {
        need("start", container);
    }

    /** Whether a command ends well in a container. */
    boolean succeeds(String container, List<String> command) {
        List<String> arguments = new ArrayList<>(List.of("exec", container));
        arguments.addAll(command);
        return run(arguments.toArray(String[]::new)).status() == 0;
    }

    /** Starts what a manifest describes. */
    void play(Path manifest) {
        if (closed) {
            // Whoever ended us would find it later.
            throw new CheckFailedException("stopped");
        }
        need("play", "kube", "--quiet", manifest.toString());
    }

    /** A property of a container, in the words of {@code podman inspect}. */
    String inspect(String container, String format) {
        return need("inspect", "--type=container", "--format=" + format, container)
                .strip();
    }

    /** What a container has said so far. */
    String log(String container) {
        return run("logs", container).output();
    }

    /** Waits until a container has ended, and gives its exit code. */
    int await(String container) {
        return Integer.parseInt(need("wait", container).strip());
    }

    /** Asks a container to end, and kills it when it takes longer. */
    void stop(String container, int seconds) {
        need("stop", "--time=" + seconds, container);
    }

    /** Ends a container at once. */
    void kill(String container) {
        need("kill", "--signal=KILL", container);
    }

    /** Takes a pod away with all its containers, whatever they do. */
    void remove(String pod) {
        run("pod", "rm", "--force", "--time=0", pod);
    }

    /** Ends everything that it started. The images stay for the next time. */
    @Override
    public void close() {
        closed = true;
        removeAll();
    }

    private void removeAll() {
        run("pod", "rm", "--force", "--all", "--time=0");
        run("volume", "rm", "--force", "--all");
        run("image", "prune", "--force");
    }

    private String need(String... arguments) {
        Ended ended = run(arguments);
        if (ended.status() != 0) {
            throw new CheckFailedException("podman " + String.join(" ", arguments) + " failed: "
                    + ended.output().strip());
        }
        return ended.output();
    }

    private Ended run(String... arguments) {
        List<String> command = new ArrayList<>(List.of("podman"));
        for (String place : List.of("root", "runroot", "tmpdir")) {
            command.addAll(List.of("--" + place, folder.resolve(place).toString()));
        }
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .put("CONTAINERS_CONF", folder.resolve("containers.conf").toString());
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CheckFailedException("stopped during podman " + arguments[0].toLowerCase(Locale.ROOT));
        }
    }
}

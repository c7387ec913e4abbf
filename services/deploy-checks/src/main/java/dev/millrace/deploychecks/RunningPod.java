package dev.millrace.deploychecks;

import com.google.gson.JsonObject;
import dev.millrace.kernel.CertificateFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;

/** A pod of a Deployment that podman runs, with what a kubelet does for it: its probes, and an end in the pod's own time. */
final class RunningPod implements AutoCloseable {

    /** How a JVM ends that was asked to: 128 and the number of the signal. */
    private static final int ENDED_BY_TERM = 143;

    /** How long a Deployment waits for a pod to be ready, where nothing is said. */
    private static final Duration PROGRESS_DEADLINE = Duration.ofMinutes(10);

    /** So long it takes a kubelet to see that a container has ended; until then its Service sends it connections. */
    private static final Duration KUBELET_NOTICES = Duration.ofSeconds(1);

    private static final int PATIENCE_MILLIS = 10_000;
    private static final Duration MOMENT = Duration.ofMillis(10);
    private static final int REQUESTS = 200;
    private static final int LINES = 10;
    private static final int LINE = 400;

    private final Podman podman;
    private final PlayedPod pod;
    private final String service;
    private final Probe startup;
    private final Probe readiness;
    private final Probe liveness;
    private final Thread watch;
    private final int mostRestarts;
    private int restarts;
    private volatile boolean ready;
    private volatile boolean leaving;
    private volatile boolean lost;

    /** How a pod ended. */
    record Ended(int exitCode, Duration took, Duration allowed) {

        /** Whether it ended by itself and not by being killed. */
        boolean isInTime() {
            return exitCode == ENDED_BY_TERM && took.compareTo(allowed) < 0;
        }
    }

    /**
     * What a start took.
     *
     * @param took from the beginning of the process until the startup probe was answered
     * @param processorTime until then
     * @param residentKilobytes after some requests
     */
    record Start(Duration took, Duration processorTime, long residentKilobytes) {}

    /**
     * A pod that does not run yet.
     *
     * @param mostRestarts how often it may end before it is ready, and is started again
     */
    RunningPod(Podman podman, PlayedPod pod, String service, int mostRestarts) {
        this.mostRestarts = mostRestarts;
        this.podman = podman;
        this.service = service;
        this.pod = pod;
        JsonObject container = pod.template();
        this.startup = probe(container, "startupProbe");
        this.readiness = probe(container, "readinessProbe");
        this.liveness = probe(container, "livenessProbe");
        this.watch = Thread.ofVirtual().name("probes-" + pod.name()).unstarted(this::watch);
    }

    private Probe probe(JsonObject container, String name) {
        return Probe.of(container, name, pod.address(), command -> podman.succeeds(pod.container(), command));
    }

    /** Returns when it is ready. */
    void start() throws InterruptedException {
        podman.play(pod.manifest());
        awaitReady();
        ready = true;
        watch.start();
    }

    /** Starts it, and measures that; it is not looked after. */
    Start startMeasured() throws InterruptedException {
        podman.play(pod.manifest());
        Duration patience = startup.period().multipliedBy(startup.failures());
        Instant deadline = Instant.now().plus(patience);
        while (!startup.succeeds()) {
            if (Instant.now().isAfter(deadline)) {
                throw failed("startup", patience);
            }
            Thread.sleep(MOMENT);
        }
        Instant started = Instant.now();
        long process = process();
        ProcessHandle.Info info = ProcessHandle.of(process).orElseThrow().info();
        Duration took = Duration.between(info.startInstant().orElseThrow(), started);
        Duration processorTime = info.totalCpuDuration().orElseThrow();
        for (int i = 0; i < REQUESTS; i++) {
            liveness.succeeds();
        }
        return new Start(took, processorTime, Confinement.residentKilobytes(process));
    }

    private void awaitReady() throws InterruptedException {
        await(startup, startup.period().multipliedBy(startup.failures()), "startup");
        await(readiness, PROGRESS_DEADLINE, "readiness");
    }

    private void await(Probe probe, Duration patience, String what) throws InterruptedException {
        Instant deadline = Instant.now().plus(patience);
        while (!probe.succeeds()) {
            boolean ended = !isAlive();
            if (ended && restarts < mostRestarts) {
                restarts++;
                podman.start(pod.container());
            } else if (ended || Instant.now().isAfter(deadline)) {
                throw failed(what, patience);
            }
            Thread.sleep(probe.period());
        }
    }

    private CheckFailedException failed(String probe, Duration patience) {
        return new CheckFailedException("%s failed its %s probe for %d s. What it said last:%n%s"
                .formatted(pod.name(), probe, patience.toSeconds(), lastLines(podman.log(pod.container()))));
    }

    private boolean isAlive() {
        return podman.inspect(pod.container(), "{{.State.Running}}").equals("true");
    }

    /** A pod that fails to be ready for a while gets no more connections, until it is again. */
    private void watch() {
        int failed = 0;
        try {
            while (!leaving) {
                Thread.sleep(readiness.period());
                failed = readiness.succeeds() ? 0 : failed + 1;
                ready = !leaving && !lost && failed < readiness.failures();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (CheckFailedException e) {
            // A question that podman asks ends with the pod.
            if (!leaving) {
                throw e;
            }
        }
    }

    String name() {
        return pod.name();
    }

    /** The name of the Service that it stands behind. */
    String service() {
        return service;
    }

    InetSocketAddress address() {
        return new InetSocketAddress(pod.address(), pod.port());
    }

    /**
     * The first line that it answers to a request; empty when it answers none, and why its certificate is refused when it is.
     *
     * @param upstream what the caller speaks
     */
    String answer(ClusterService.Upstream upstream) throws IOException {
        try (Socket connection = new Socket()) {
            connection.connect(address(), PATIENCE_MILLIS);
            connection.setSoTimeout(PATIENCE_MILLIS);
            return firstLine(connection, upstream);
        }
    }

    private static String firstLine(Socket connection, ClusterService.Upstream upstream) throws IOException {
        try (Socket spoken = upstream.over(connection)) {
            spoken.getOutputStream().write("GET /q/health/live HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String answer = new String(spoken.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return answer.lines().findFirst().orElse("");
        } catch (SSLException e) {
            return CertificateFailure.sentence(e);
        } catch (SocketException e) {
            // Closed in the middle of what was said.
            return "";
        }
    }

    /** Whether its Service sends it connections. */
    boolean isReady() {
        return ready;
    }

    /** Whether a kubelet would leave it alone. */
    boolean isLive() throws InterruptedException {
        return liveness.succeeds();
    }

    /** What the kernel says of its process. */
    Confinement confinement() {
        return Confinement.of(process());
    }

    private long process() {
        return Long.parseLong(podman.inspect(pod.container(), "{{.State.Pid}}"));
    }

    /** Kills its program without a word, and starts it again as a kubelet does; returns when it is ready. */
    void lose() throws InterruptedException {
        podman.kill(pod.container());
        Thread.sleep(KUBELET_NOTICES);
        lost = true;
        ready = false;
        podman.start(pod.container());
        awaitReady();
        lost = false;
        ready = true;
    }

    /** Deletes the pod as Kubernetes does: it leaves its Service, waits as it says it will, is asked to end, and killed when it does not. */
    Ended stop() throws InterruptedException {
        leaving = true;
        ready = false;
        Instant begin = Instant.now();
        Thread.sleep(pod.sleepBeforeStop());
        Duration allowed = pod.timeToStop();
        podman.stop(
                pod.container(),
                Math.toIntExact(allowed.minus(pod.sleepBeforeStop()).toSeconds()));
        return new Ended(
                Integer.parseInt(podman.inspect(pod.container(), "{{.State.ExitCode}}")),
                Duration.between(begin, Instant.now()),
                allowed);
    }

    private static String lastLines(String log) {
        List<String> lines = log.strip().lines().toList();
        return lines.subList(Math.max(0, lines.size() - LINES), lines.size()).stream()
                .map(line -> line.substring(0, Math.min(LINE, line.length())))
                .collect(Collectors.joining("\n"));
    }

    /** Takes it away at once; its log stays beside its manifest. */
    @Override
    public void close() {
        leaving = true;
        ready = false;
        watch.interrupt();
        try {
            Files.writeString(pod.manifest().resolveSibling(pod.name() + ".log"), podman.log(pod.container()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        podman.remove(pod.name());
    }
}

package dev.millrace.deploychecks;

import dev.millrace.local.LocalPlatform;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/**
 * An installation of the chart on this machine: what Helm and a cluster do with what it renders, as far as one machine can. Every
 * Service and every pod has an address of its own in the loopback network, so that their ports are those of the chart.
 */
final class Release implements AutoCloseable {

    private static final String COMPONENT = "app.kubernetes.io/component";
    private static final String CONSOLE = "console";
    private static final String STATEFUL = "StatefulSet";

    /** Servers that start at the same time do not find one another at first. */
    private static final int RESTARTS = 3;

    /** One machine would only start all of them more slowly. */
    private static final int AT_ONCE = 4;

    private final Podman podman;
    private final Cluster cluster;
    private final Map<String, ClusterService> services = new HashMap<>();
    private final Map<String, List<RunningPod>> pods = new ConcurrentHashMap<>();
    private final List<RunningPod> all = new CopyOnWriteArrayList<>();
    private final AtomicInteger addresses = new AtomicInteger();
    private volatile List<Manifest> manifests;

    private Release(Podman podman, List<Manifest> manifests, Cluster cluster) {
        this.podman = podman;
        this.manifests = manifests;
        this.cluster = cluster;
    }

    /** What a cluster would get of the chart in these surroundings, with these values on top. */
    static List<Manifest> render(Surroundings surroundings, Map<String, String> values, Path folder)
            throws IOException {
        Map<String, String> all = new HashMap<>(surroundings.values());
        all.putAll(values);
        return Chart.atFirst(Files.createDirectories(folder)).render(List.of("required"), all);
    }

    /** What is done with an installation. */
    interface Use {

        /** Does it; {@code manifests} is what is installed, none of whose pods runs yet. */
        void with(LocalPlatform platform, List<Manifest> manifests, Release release) throws Exception;
    }

    /**
     * Installs the chart among servers of this machine, up to its Jobs, and takes everything away afterwards.
     *
     * @param work an empty folder beside that of podman
     */
    static void installed(List<Path> images, Path work, Use use) throws Exception {
        try (Podman podman = Podman.with(work.resolveSibling("podman"), images);
                LocalPlatform platform = Surroundings.start(work.resolve("data"), "http")) {
            Runtime.getRuntime().addShutdownHook(new Thread(podman::close, "remove-pods"));
            Surroundings surroundings = new Surroundings(platform);
            List<Manifest> manifests = render(surroundings, Map.of(), work.resolve("chart"));
            try (Release release = of(podman, surroundings.secrets(), manifests, work)) {
                release.runJobs();
                use.with(platform, manifests, release);
            }
        }
    }

    /** The names of the Services among manifests. */
    static List<String> services(List<Manifest> manifests) {
        return Manifest.ofKind(manifests, "Service").map(Manifest::name).toList();
    }

    /**
     * Gives each Service its address; nothing runs yet.
     *
     * @param made the Secrets that the operator has made, with their values by their keys
     */
    static Release of(Podman podman, Map<String, Map<String, String>> made, List<Manifest> manifests, Path folder)
            throws IOException {
        // Passwords are written there.
        Path manifestsFolder = Files.createDirectories(
                folder.resolve("manifests"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Map<String, Map<String, String>> secrets = new HashMap<>(made);
        Manifest.ofKind(manifests, "Secret").forEach(secret -> secrets.put(secret.name(), decoded(secret)));
        Map<String, Map<String, String>> configurations = new HashMap<>();
        Manifest.ofKind(manifests, "ConfigMap")
                .forEach(configuration -> configurations.put(configuration.name(), texts(configuration)));
        Map<String, String> names = new HashMap<>();
        Manifest.ofKind(manifests, "Service")
                .forEach(service -> names.put(service.name(), "127.0.2." + (names.size() + 1)));
        Release release = new Release(podman, manifests, new Cluster(manifestsFolder, secrets, configurations, names));
        for (Manifest service : Manifest.ofKind(manifests, "Service")
                .filter(Release::hasAnAddress)
                .toList()) {
            int port = Manifest.elements(service.find("spec").orElseThrow(), "ports")
                    .findFirst()
                    .orElseThrow()
                    .get("port")
                    .getAsInt();
            String address = release.cluster.address(service.name());
            ClusterService running = new ClusterService(service.name());
            running.listen(new InetSocketAddress(address, port));
            release.services.put(component(service), running);
        }
        return release;
    }

    /** One that has none is the name of its only pod. */
    private static boolean hasAnAddress(Manifest service) {
        return !service.text("spec", "clusterIP").equals(Optional.of("None"));
    }

    private static Map<String, String> decoded(Manifest secret) {
        Map<String, String> values = texts(secret);
        values.replaceAll((key, value) -> new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8));
        return values;
    }

    private static Map<String, String> texts(Manifest manifest) {
        Map<String, String> values = new HashMap<>();
        manifest.find("data")
                .orElseThrow()
                .entrySet()
                .forEach(entry -> values.put(entry.getKey(), entry.getValue().getAsString()));
        return values;
    }

    /** Runs the jobs that come before the release, in the order of their weights, and gives how many there were. */
    int runJobs() throws InterruptedException {
        Map<Integer, List<Manifest>> byWeight = Manifest.ofKind(manifests, "Job")
                .collect(Collectors.groupingBy(
                        job -> Integer.valueOf(job.text("metadata", "annotations", Chart.SEEN_HOOK + "-weight")
                                .orElse("0"))));
        for (int weight : byWeight.keySet().stream().sorted().toList()) {
            together(byWeight.getOrDefault(weight, List.of()).stream().map(job -> () -> runToItsEnd(job)));
        }
        return (int) Manifest.ofKind(manifests, "Job").count();
    }

    /** What {@code helm test} runs. */
    void runTests() throws InterruptedException {
        together(Manifest.ofKind(manifests, "Pod").map(pod -> () -> runToItsEnd(pod)));
    }

    /** What {@code helm test} says that trusts another authority than the services have; it has to fail. */
    String runTestTrusting(String authority) throws IOException {
        Manifest test = Manifest.ofKind(manifests, "Pod").findFirst().orElseThrow();
        String secret = Certificates.secret(service(CONSOLE).name());
        Podman.Ended ended = ran(test, cluster.with(secret, Certificates.CA, authority));
        if (ended.status() == 0) {
            throw new CheckFailedException(test + " trusts an authority that signed nothing:\n" + ended.output());
        }
        return ended.output();
    }

    private String runToItsEnd(Manifest manifest) throws IOException {
        Podman.Ended ended = ran(manifest, cluster);
        if (ended.status() != 0) {
            throw new CheckFailedException("%s ended with %d:%n%s".formatted(manifest, ended.status(), ended.output()));
        }
        return manifest.name();
    }

    private Podman.Ended ran(Manifest manifest, Cluster known) throws IOException {
        PlayedPod pod = PlayedPod.of(manifest, manifest.name(), nextAddress(), known);
        podman.play(pod.manifest());
        try {
            return new Podman.Ended(podman.await(pod.container()), podman.log(pod.container()));
        } finally {
            podman.remove(pod.name());
        }
    }

    /** The images of the servers that the chart brings itself. */
    static List<String> imagesOfServers(List<Manifest> manifests) {
        return Manifest.ofKind(manifests, STATEFUL)
                .flatMap(Manifest::containers)
                .map(container -> container.get("image").getAsString())
                .toList();
    }

    /** Starts the servers that the chart brings itself, and returns when all are ready. */
    int startServers() throws InterruptedException {
        return together(Manifest.ofKind(manifests, STATEFUL).map(server -> () -> startServer(server)))
                .size();
    }

    private RunningPod startServer(Manifest server) throws IOException, InterruptedException {
        RunningPod pod = new RunningPod(
                podman,
                PlayedPod.of(server, server.name() + "-0", cluster.address(server.name()), cluster),
                server.name(),
                RESTARTS);
        all.add(pod);
        pod.start();
        return pod;
    }

    /** Starts as many pods of each component as the chart says, and returns when all are ready. */
    int start() throws InterruptedException {
        return together(Manifest.ofKind(manifests, "Deployment")
                        .flatMap(deployment -> IntStream.range(
                                        0,
                                        deployment
                                                .find("spec")
                                                .orElseThrow()
                                                .get("replicas")
                                                .getAsInt())
                                .<Callable<RunningPod>>mapToObj(replica -> () -> startOne(deployment))))
                .size();
    }

    private RunningPod startOne(Manifest deployment) throws IOException, InterruptedException {
        String address = nextAddress();
        String name =
                deployment.name() + address.substring(address.lastIndexOf('.')).replace('.', '-');
        PlayedPod played = PlayedPod.of(deployment, name, address, cluster);
        RunningPod pod =
                new RunningPod(podman, played, service(component(deployment)).name(), 0);
        all.add(pod);
        pod.start();
        pods.computeIfAbsent(component(deployment), component -> new CopyOnWriteArrayList<>())
                .add(pod);
        service(component(deployment)).add(pod);
        return pod;
    }

    /** Starts a pod that is behind no Service, measures it, and takes it away again. */
    RunningPod.Start startAlone(Manifest deployment) throws IOException, InterruptedException {
        String address = nextAddress();
        PlayedPod played = PlayedPod.of(deployment, deployment.name() + "-alone", address, cluster);
        try (RunningPod pod =
                new RunningPod(podman, played, service(component(deployment)).name(), 0)) {
            return pod.startMeasured();
        }
    }

    private String nextAddress() {
        return "127.0.3." + addresses.incrementAndGet();
    }

    /** All pods that serve. */
    List<RunningPod> pods() {
        return pods.values().stream().flatMap(List::stream).toList();
    }

    /** Takes the front door's connections at another address too, as {@code kubectl port-forward} does. */
    void forward(InetSocketAddress address) throws IOException {
        service(CONSOLE).listen(address);
    }

    /**
     * The same as an Ingress does that ends people's TLS and speaks it again with the console.
     *
     * @param shown what people are shown
     * @param caller whom it trusts
     */
    void forward(InetSocketAddress address, SSLContext shown, TlsCaller caller) throws IOException {
        ClusterService console = service(CONSOLE);
        console.listen(address, shown.getServerSocketFactory(), pod -> caller.over(pod, console.name()));
    }

    /** Goes on with what another release or other values are made into. Secrets stay, as in a cluster. */
    void upgradeTo(List<Manifest> newer) {
        manifests = newer;
    }

    /** The components that have pods. */
    List<String> components() {
        return Manifest.ofKind(manifests, "Deployment").map(Release::component).toList();
    }

    /** Loses a pod of a component, and returns when it is back. */
    void loseOne(String component) throws InterruptedException {
        pods.getOrDefault(component, List.of()).getFirst().lose();
    }

    /** Replaces a pod of each component, the components side by side. */
    List<RunningPod.Ended> rollOneOfEach(Consumer<String> progress) throws InterruptedException {
        return together(
                Manifest.ofKind(manifests, "Deployment").map(deployment -> () -> rollOne(deployment, progress)));
    }

    /** Replaces all pods, one at a time. */
    List<RunningPod.Ended> rollAll(Consumer<String> progress) throws IOException, InterruptedException {
        List<RunningPod.Ended> ended = new ArrayList<>();
        for (Manifest deployment : Manifest.ofKind(manifests, "Deployment").toList()) {
            int replicas = pods.getOrDefault(component(deployment), List.of()).size();
            for (int i = 0; i < replicas; i++) {
                ended.add(rollOne(deployment, progress));
            }
        }
        return ended;
    }

    /** The new pod is ready before the one that serves longest is asked to end. */
    private RunningPod.Ended rollOne(Manifest deployment, Consumer<String> progress)
            throws IOException, InterruptedException {
        List<RunningPod> serving = pods.getOrDefault(component(deployment), List.of());
        RunningPod old = serving.getFirst();
        startOne(deployment);
        service(component(deployment)).remove(old);
        serving.remove(old);
        RunningPod.Ended ended = old.stop();
        progress.accept("  %-62s exit code %d after %d of %d s"
                .formatted(
                        old.name() + " ended",
                        ended.exitCode(),
                        ended.took().toSeconds(),
                        ended.allowed().toSeconds()));
        return ended;
    }

    private ClusterService service(String component) {
        ClusterService service = services.get(component);
        if (service == null) {
            throw new IllegalStateException("There is no Service for " + component);
        }
        return service;
    }

    /** Which component an object is of. */
    static String component(Manifest manifest) {
        return manifest.text("metadata", "labels", COMPONENT).orElseThrow();
    }

    /** Does some at the same time; at the first that fails the others are given up. */
    private static <T> List<T> together(Stream<Callable<T>> tasks) throws InterruptedException {
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            ExecutorCompletionService<T> ended = new ExecutorCompletionService<>(threads);
            int count = tasks.map(ended::submit).toList().size();
            try {
                List<T> results = new ArrayList<>();
                while (results.size() < count) {
                    results.add(ended.take().get());
                }
                return results;
            } catch (ExecutionException e) {
                threads.shutdownNow();
                throw e.getCause() instanceof CheckFailedException failure
                        ? failure
                        : new IllegalStateException(e.getCause());
            }
        }
    }

    @Override
    public void close() {
        all.stream().sorted(Comparator.comparing(RunningPod::name)).forEach(RunningPod::close);
        services.values().forEach(ClusterService::close);
    }
}

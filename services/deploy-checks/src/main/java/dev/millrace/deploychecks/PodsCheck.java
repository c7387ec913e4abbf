package dev.millrace.deploychecks;

import dev.millrace.kernel.CertificateFailure;
import dev.millrace.local.LocalPlatform;
import dev.millrace.local.tls.CertificateAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Installs the chart on this machine, without a cluster: its jobs and pods run by podman from the images that were made here, beside
 * servers of {@code services/local}. They speak TLS with each other. Then a person signs up and gets to a dashboard, and a pod of each
 * component is replaced.
 */
public final class PodsCheck {

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
        Check.runWithPodman(
                "NOT CHECKED: podman is not installed, so the images and the pods of the chart were not run.",
                () -> new PodsCheck(Chart.ROOT, Chart.ROOT.resolve("target/pods"))
                        .run(Podman.archives(Path.of(arguments[0]))));
    }

    private void run(List<Path> images) throws Exception {
        Path work = Check.emptied(folder.resolve("work"));
        CertificateAuthority authority = CertificateAuthority.create("Operator");
        TlsCaller caller = TlsCaller.trusting(authority);
        Path outside = work.resolve("certificates/public");
        authority.issue(outside, CertificateAuthority.validNow(), "localhost");
        Check.say("The chart's pods, run by podman, with TLS between them:");
        try (Podman podman = Check.timed(
                        images.size() + " images loaded", () -> Podman.with(folder.resolve("podman"), images));
                LocalPlatform platform = Surroundings.start(work.resolve("data"), "https");
                Release release = install(podman, new Surroundings(platform), authority, work)) {
            Runtime.getRuntime().addShutdownHook(new Thread(podman::close, "remove-pods"));
            Check.timed("topics, preflights and migrations ended well", release::runJobs);
            Check.timed("two pods of each component are ready", release::start);
            confined(release.pods());
            Check.timed("helm test ended well", () -> {
                release.runTests();
                return true;
            });
            onlyTls(release, caller);
            release.forward(
                    new InetSocketAddress(
                            InetAddress.getLoopbackAddress(),
                            platform.addresses().console()),
                    CertificateAuthority.serverContext(outside),
                    caller);
            Check.timed("the journeys " + JOURNEYS, () -> journeys(platform));
            stoppedInTime(release.rollOneOfEach(Check::say));
            Check.timed("helm test ended well after it", () -> {
                release.runTests();
                return true;
            });
            onlyTls(release, caller);
            for (RunningPod pod : release.pods()) {
                Check.require(pod.isLive(), pod.name() + " fails its liveness probe");
            }
        }
        Check.say("All of it held.");
    }

    private static Release install(Podman podman, Surroundings surroundings, CertificateAuthority authority, Path work)
            throws IOException {
        List<Manifest> manifests =
                Release.render(surroundings, Map.of("internalTls.enabled", "true"), work.resolve("chart"));
        Map<String, Map<String, String>> secrets = new HashMap<>(surroundings.secrets());
        secrets.putAll(Certificates.issue(authority, Release.services(manifests), work.resolve("certificates")));
        return Release.of(podman, secrets, manifests, work);
    }

    /** What pods answer to callers who speak no TLS, trust somebody else or call them by another's name. */
    private static void onlyTls(Release release, TlsCaller caller) throws IOException {
        CertificateAuthority other = CertificateAuthority.create("Operator");
        TlsCaller stranger = TlsCaller.trusting(other);
        for (RunningPod pod : release.pods()) {
            answers(pod, "by TLS", connection -> caller.over(connection, pod.service()), "HTTP/1.0 200 OK");
            answers(pod, "without TLS", connection -> connection, "");
            answers(
                    pod,
                    "who trusts another authority",
                    connection -> stranger.over(connection, pod.service()),
                    CertificateFailure.OTHER_AUTHORITY.sentence());
            answers(
                    pod,
                    "by another name",
                    connection -> caller.over(connection, "release-millrace"),
                    CertificateFailure.OTHER_NAME.sentence());
        }
        String said = release.runTestTrusting(other.pem());
        long pages = said.lines().filter(line -> line.contains("https://")).count();
        long refused = said.lines()
                .filter(line -> line.startsWith("WRONG  https://"))
                .filter(line -> line.contains(CertificateFailure.OTHER_AUTHORITY.sentence()))
                .count();
        Check.require(
                pages > 0 && refused == pages, "helm test does not refuse another authority's services:\n" + said);
        Check.say("  %d pods: TLS only, by their authority, for their Service; another one is refused by helm test"
                .formatted(release.pods().size()));
    }

    private static void answers(RunningPod pod, String caller, ClusterService.Upstream upstream, String expected)
            throws IOException {
        String answer = pod.answer(upstream);
        Check.require(
                answer.equals(expected),
                "A caller of %s %s got '%s' and not '%s'".formatted(pod.name(), caller, answer, expected));
    }

    /** What the kernel says, not what the manifest says. */
    private static void confined(List<RunningPod> pods) {
        List<String> unlimited = new ArrayList<>();
        for (RunningPod pod : pods) {
            Confinement confinement = pod.confinement();
            Check.require(
                    confinement.butForMemory().equals(RESTRICTED_BUT_FOR_MEMORY),
                    pod.name() + " is not held as the chart says: " + confinement);
            if (confinement.memoryLimit().isEmpty()) {
                unlimited.add(pod.name());
            }
        }
        Check.say("  %d processes: user 65532, no capabilities, seccomp, read-only root".formatted(pods.size()));
        Check.say(
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
            Check.require(ended.isInTime(), "A pod did not end as it should: " + ended);
        }
    }
}

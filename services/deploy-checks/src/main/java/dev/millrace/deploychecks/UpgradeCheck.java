package dev.millrace.deploychecks;

import dev.millrace.local.LocalPlatform;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An upgrade in daylight, by podman as in {@link PodsCheck}: a release runs with two pods of each component and a customer whose
 * programs never stop; the next release's jobs migrate the schemas below it; then every pod is replaced, one at a time. No request
 * may fail and no run may be lost.
 */
public final class UpgradeCheck {

    private UpgradeCheck() {}

    /** Services that have just begun, all at once, are slow for a while; an upgrade meets some that have worked for long. */
    private static final Duration UNTIL_WARM = Duration.ofSeconds(40);

    /**
     * Takes the archives of the images of the release before and of this one, each in a folder, and their tags; and the list of the
     * settings that the release before knows.
     */
    public static void main(String[] arguments) throws Exception {
        Check.run(() -> run(arguments));
    }

    private static void run(String... arguments) throws IOException, InterruptedException {
        Path folder = Chart.ROOT.resolve("target/upgrade");
        Path work = Check.emptied(folder.resolve("work"));
        List<Path> images = Stream.concat(
                        Podman.archives(Path.of(arguments[0])).stream(),
                        Podman.archives(Path.of(arguments[2])).stream())
                .toList();
        try (Podman podman = Podman.with(folder.resolve("podman"), images);
                LocalPlatform platform = Surroundings.start(work.resolve("data"), "http")) {
            Runtime.getRuntime().addShutdownHook(new Thread(podman::close, "remove-pods"));
            Surroundings surroundings = new Surroundings(platform);
            List<Manifest> before =
                    Release.render(surroundings, Map.of("image.tag", arguments[1]), work.resolve("before"));
            tellOnly(before, Set.copyOf(Files.readAllLines(Path.of(arguments[4]))));
            List<Manifest> after =
                    Release.render(surroundings, Map.of("image.tag", arguments[3]), work.resolve("after"));
            try (Release release = Release.of(podman, surroundings.secrets(), before, work)) {
                Upgraded upgraded = upgrade(platform, release, after);
                String report = report(upgraded);
                Files.writeString(folder.resolve("upgrade.md"), report);
                Check.say(report);
                List<String> wrong = wrong(upgraded);
                if (!wrong.isEmpty()) {
                    throw new CheckFailedException(String.join(System.lineSeparator(), wrong));
                }
            }
        }
    }

    /** Both are installed by this chart; what the release before had not yet, its own chart did not set. */
    private static void tellOnly(List<Manifest> manifests, Set<String> known) {
        manifests.stream()
                .flatMap(Manifest::containers)
                .flatMap(container -> Stream.ofNullable(container.getAsJsonArray("env")))
                .forEach(variables -> variables.asList().removeIf(variable -> {
                    String name = variable.getAsJsonObject().get("name").getAsString();
                    return name.startsWith("MILLRACE_") && !known.contains(name);
                }));
    }

    /**
     * What came of it.
     *
     * @param runs how each ended that was asked for
     */
    record Upgraded(List<Load.Outcome> outcomes, List<String> runs, List<RunningPod.Ended> pods) {}

    /** What was not to be: each request that failed, each run that was lost, and each pod that had to be killed. */
    static List<String> wrong(Upgraded upgraded) {
        return Stream.of(
                        upgraded.outcomes().stream().flatMap(outcome -> outcome.failures().stream()),
                        upgraded.runs().stream()
                                .filter(run -> !run.startsWith("SUCCEEDED "))
                                .map(run -> "A run ended as " + run),
                        upgraded.pods().stream()
                                .filter(pod -> !pod.isInTime())
                                .map(pod -> "A pod did not end as it should: " + pod))
                .flatMap(all -> all)
                .toList();
    }

    private static Upgraded upgrade(LocalPlatform platform, Release release, List<Manifest> after)
            throws IOException, InterruptedException {
        release.runJobs();
        Check.say("  %d pods of the release before are ready".formatted(release.start()));
        release.forward(new InetSocketAddress(
                InetAddress.getLoopbackAddress(), platform.addresses().console()));
        List<RunningPod.Ended> ended;
        try (Load load = Load.prepare(platform)) {
            load.start();
            Thread.sleep(UNTIL_WARM);
            Load.Outcome before = load.since(Instant.EPOCH);
            Check.say("  the load has begun: %d requests, the longest %.1f s (%s)"
                    .formatted(before.asked(), before.longest().toMillis() / 1e3, before.kind()));
            Check.require(before.failures().isEmpty(), "Requests failed before the upgrade: " + before.failures());
            Instant begin = Instant.now();
            release.upgradeTo(after);
            Check.say("  %d jobs of the next release ended well".formatted(release.runJobs()));
            ended = release.rollAll(Check::say);
            load.close();
            return new Upgraded(load.outcomesSince(begin), load.runs(), ended);
        }
    }

    private static String report(Upgraded upgraded) {
        StringBuilder report =
                new StringBuilder("| what was asked for | how often | failed | longest wait |\n|---|---|---|---|\n");
        for (Load.Outcome outcome : upgraded.outcomes()) {
            report.append(String.format(
                    Locale.ROOT,
                    "| %s | %,d | %d | %.1f s |%n",
                    outcome.kind(),
                    outcome.asked(),
                    outcome.failures().size(),
                    outcome.longest().toMillis() / 1e3));
        }
        report.append("\nRuns that were asked for: ")
                .append(upgraded.runs().size())
                .append("; how they ended, in how many attempts: ")
                .append(
                        upgraded.runs().stream()
                                .collect(Collectors.groupingBy(end -> end, Collectors.counting()))
                                .entrySet()
                                .stream()
                                .map(end -> end.getValue() + " " + end.getKey())
                                .sorted()
                                .collect(Collectors.joining(", ")));
        report.append("\nPods that were replaced: ")
                .append(upgraded.pods().size())
                .append("; ended by themselves in time: ")
                .append(upgraded.pods().stream()
                        .filter(RunningPod.Ended::isInTime)
                        .count())
                .append('\n');
        return report.toString();
    }
}

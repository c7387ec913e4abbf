package dev.millrace.deploychecks;

import dev.millrace.local.LocalPlatform;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a customer whose programs never stop meets while one of the two pods of each component is lost without a word, as with its node, and
 * comes back. Run by podman as in {@link PodsCheck}. No run may be lost; what requests meet is counted.
 */
public final class LostPodsCheck {

    /** Before and after each, so that what comes of one is not taken for what comes of the next. */
    private static final Duration AROUND = Duration.ofSeconds(2);

    private LostPodsCheck() {}

    /** Takes the folder with the images' archives; needs a built project below the working directory. */
    public static void main(String[] arguments) throws Exception {
        Check.runWithPodman(
                "NOT CHECKED: podman is not installed, so no pod was lost.",
                () -> run(Podman.archives(Path.of(arguments[0]))));
    }

    private static void run(List<Path> images) throws Exception {
        Path folder = Chart.ROOT.resolve("target/pods");
        Path work = Check.emptied(folder.resolve("lost"));
        Check.say("A pod of each component is lost under load, one after the other:");
        Release.installed(images, work, (platform, manifests, release) -> {
            Check.say("  %d pods are ready".formatted(release.start()));
            release.forward(new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), platform.addresses().console()));
            String report = lose(platform, release);
            Files.writeString(folder.resolve("lost-pods.md"), report);
            Check.say(report);
        });
        Check.say("All of it held.");
    }

    private static String lose(LocalPlatform platform, Release release) throws IOException, InterruptedException {
        List<String> rows = new ArrayList<>();
        try (Load load = Load.prepare(platform)) {
            load.start();
            for (String component : release.components()) {
                Thread.sleep(AROUND);
                Instant lost = Instant.now();
                release.loseOne(component);
                Duration back = Duration.between(lost, Instant.now());
                Thread.sleep(AROUND);
                rows.add(row(component, load.since(lost), back));
            }
            load.close();
            List<String> runs = load.runs();
            List<String> wrong =
                    runs.stream().filter(run -> !run.startsWith("SUCCEEDED ")).toList();
            Check.require(wrong.isEmpty(), "Runs were lost: " + wrong);
            rows.add("");
            rows.add("Runs that were asked for meanwhile: " + runs.size()
                    + ", all succeeded; in more than one attempt: "
                    + runs.stream().filter(run -> !run.endsWith(" in 1")).count());
        }
        return """
                | lost | requests until it was back | failed | longest wait | back after | what was seen |
                |---|---|---|---|---|---|
                """ + String.join("\n", rows) + "\n";
    }

    private static String row(String component, Load.Outcome outcome, Duration back) {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %d | %.1f s (%s) | %.1f s | %s |",
                component,
                outcome.asked(),
                outcome.failures().size(),
                outcome.longest().toMillis() / 1e3,
                outcome.kind(),
                back.toMillis() / 1e3,
                outcome.failures().isEmpty()
                        ? "nothing"
                        : outcome.failures().stream()
                                .map(failure -> failure.replaceFirst("^\\S+ ", ""))
                                .distinct()
                                .collect(Collectors.joining("; ")));
    }
}

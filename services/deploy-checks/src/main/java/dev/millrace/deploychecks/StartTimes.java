package dev.millrace.deploychecks;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a pod of each service takes to start, and what it needs for it: with its image's cache of the JVM, and without. Each alone,
 * with PostgreSQL, Kafka and Keycloak there; medians of three in turns.
 */
public final class StartTimes {

    private static final int ROUNDS = 3;
    private static final Pattern QUANTITY = Pattern.compile("(\\d+)(Mi|Gi)");

    private StartTimes() {}

    /** Takes the folder of the images, and writes {@code target/pods/start-times.md}. */
    public static void main(String[] arguments) throws Exception {
        Check.runWithPodman(
                "NOT MEASURED: podman is not installed, so no pod was started.",
                () -> run(Podman.archives(Path.of(arguments[0]))));
    }

    private static void run(List<Path> images) throws Exception {
        Path folder = Chart.ROOT.resolve("target/pods");
        Path work = Check.emptied(folder.resolve("starts"));
        Release.installed(images, work, (platform, manifests, release) -> {
            String table = measure(release, manifests);
            Files.writeString(folder.resolve("start-times.md"), table);
            Check.say(table);
        });
    }

    private static String measure(Release release, List<Manifest> manifests) throws Exception {
        StringBuilder table = new StringBuilder("""
                | service | without: s | CPU s | MiB | with: s | CPU s | MiB |
                |---|---|---|---|---|---|---|
                """);
        for (Manifest deployment : Manifest.ofKind(manifests, "Deployment").toList()) {
            List<RunningPod.Start> without = new ArrayList<>();
            List<RunningPod.Start> with = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                without.add(release.startAlone(withOptions(deployment, " -XX:AOTMode=off")));
                with.add(release.startAlone(withOptions(deployment, "")));
            }
            table.append(
                    "| %s | %s | %s |%n".formatted(Release.component(deployment), medians(without), medians(with)));
        }
        return table.toString();
    }

    /** Not every machine limits a container's memory, from which the JVM takes the size of its heap. */
    private static Manifest withOptions(Manifest deployment, String options) {
        JsonObject copy = deployment.json().deepCopy();
        JsonObject container =
                new Manifest(copy).containers().reduce((first, last) -> last).orElseThrow();
        String memory = Manifest.find(container, "resources", "limits")
                .orElseThrow()
                .get("memory")
                .getAsString();
        JsonObject variable = new JsonObject();
        variable.addProperty("name", "JAVA_TOOL_OPTIONS");
        variable.addProperty("value", "-XX:MaxRAM=" + megabytes(memory) + "m" + options);
        JsonArray environment = container.getAsJsonArray("env");
        environment.add(variable);
        return new Manifest(copy);
    }

    /** MiB of a quantity of memory, in the chart's units. */
    private static int megabytes(String quantity) {
        Matcher parts = QUANTITY.matcher(quantity);
        if (!parts.matches()) {
            throw new IllegalStateException("The chart limits memory by " + quantity);
        }
        return Integer.parseInt(parts.group(1)) * (parts.group(2).equals("Gi") ? 1024 : 1);
    }

    private static String medians(List<RunningPod.Start> starts) {
        return String.format(
                Locale.ROOT,
                "%.2f | %.2f | %d",
                seconds(median(starts, RunningPod.Start::took)),
                seconds(median(starts, RunningPod.Start::processorTime)),
                median(starts, RunningPod.Start::residentKilobytes) / 1024);
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1e3;
    }

    private static <T extends Comparable<T>> T median(
            List<RunningPod.Start> starts, Function<RunningPod.Start, T> figure) {
        return starts.stream().map(figure).sorted().toList().get(starts.size() / 2);
    }
}

package dev.millrace.syncworker;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A file of a suite that no {@link SingerCase} is written for. What has to come of it is what a plain reading of it says and what
 * the suite recorded, where it did.
 *
 * @param name of the file below the suite
 * @param files that are piped in one after another, this one last
 * @param recording of another target; null when there is none
 */
record FoundSingerCase(
        String name, List<Path> files, @Nullable JsonNode recording) {

    /** All such files of a suite, in order of their names. */
    static List<FoundSingerCase> in(Path suite) {
        if (!Files.isDirectory(suite)) {
            return List.of();
        }
        Set<String> written = SingerCase.all().stream().map(SingerCase::name).collect(Collectors.toSet());
        try (Stream<Path> files = Files.walk(suite)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(suite.resolve("recorded")))
                    .map(file -> suite.relativize(file).toString())
                    .filter(name -> name.endsWith(".singer") || name.endsWith(".json"))
                    .filter(name -> !written.contains(name))
                    .sorted()
                    .map(name -> of(suite, name))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FoundSingerCase of(Path suite, String name) {
        JsonNode recording = recording(suite, name);
        List<Path> files = new ArrayList<>();
        Path file = suite.resolve(name);
        if (recording != null) {
            JsonNode runs = recording.path("runs");
            for (int run = 0; run + 1 < runs.size(); run++) {
                String earlier = runs.get(run).path("file").asText();
                Path sibling = file.resolveSibling(earlier + ending(name));
                files.add(Files.exists(sibling) ? sibling : file.resolveSibling(earlier));
            }
        }
        files.add(file);
        return new FoundSingerCase(name, List.copyOf(files), recording);
    }

    private static String ending(String name) {
        return name.substring(name.lastIndexOf('.'));
    }

    private static @Nullable JsonNode recording(Path suite, String name) {
        Path file = suite.resolve("recorded").resolve(name.replace("/", "--").replaceAll("\\.\\w+$", ".json"));
        try {
            return Files.exists(file) ? SingerOracle.JSON.readTree(Files.readString(file)) : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the recorded target refused the last run. */
    boolean isRefused() {
        return recording != null && lastRun().path("rc").asInt() != 0;
    }

    /** The last run of the recording. */
    JsonNode lastRun() {
        JsonNode runs = recording == null ? SingerOracle.JSON.missingNode() : recording.path("runs");
        return runs.path(runs.size() - 1);
    }

    @Override
    public String toString() {
        return name;
    }
}

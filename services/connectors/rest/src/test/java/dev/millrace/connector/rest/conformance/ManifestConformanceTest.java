package dev.millrace.connector.rest.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.connector.rest.answer.Json;
import dev.millrace.connector.rest.manifest.Manifest;
import dev.millrace.connector.rest.manifest.Tree;
import dev.millrace.kernel.MillraceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Runs manifests of real connectors against answers that were recorded for another implementation, and compares all it gives. */
class ManifestConformanceTest {

    private static final Path BASE = Path.of(System.getProperty("millrace.basedir", "."));
    private static final Path SUITE = Path.of(
                    System.getenv().getOrDefault("MILLRACE_CONFORMANCE", BASE + "/../shared/conformance"))
            .resolve("manifests");

    /** What has been reached; a change must not lose any of it. */
    private static final Map<String, Integer> REACHED = Map.of(
            "manifests: discover", 274,
            "manifests: read from the beginning", 582,
            "manifests: read from a state", 164,
            "manifests: the format's own cases", 110);

    private final ComponentTally components = new ComponentTally();
    private final Tally discover = new Tally("manifests: discover");
    private final Tally initial = new Tally("manifests: read from the beginning");
    private final Tally resume = new Tally("manifests: read from a state");

    @Test
    void manifestsOfRealConnectorsGiveWhatWasRecorded() throws IOException {
        Path folder = SUITE.resolve("recorded");
        assumeTrue(Files.isDirectory(folder), "the folder of outside cases is not there");
        for (Path connector : list(folder)) {
            if (Files.isDirectory(connector)) {
                runConnector(connector);
            }
        }
        System.out.println(components.describe("manifests: real connectors"));
        report(List.of(discover, initial, resume));
    }

    private void runConnector(Path connector) throws IOException {
        String name = connector.getFileName().toString();
        Manifest manifest;
        try {
            manifest = Manifest.parse(Files.readString(connector.resolve("manifest.yaml")));
        } catch (MillraceException | NoSuchFileException e) {
            list(connector).stream()
                    .map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".json"))
                    .forEach(file -> tally(file).count(name + "/" + file, "manifest: " + e.getMessage()));
            return;
        }
        Set<String> used = ComponentTally.components(manifest);
        for (Path file : list(connector)) {
            String fileName = file.getFileName().toString();
            if (fileName.endsWith(".json")) {
                String reason = reason(() -> run(manifest, read(file)));
                tally(fileName).count(name + "/" + fileName, reason);
                components.count(used, reason.isEmpty());
            }
        }
    }

    private static Map<String, Object> read(Path file) {
        try {
            return Tree.mapOrEmpty(Json.read(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Tally tally(String file) {
        return file.equals("discover.json") ? discover : file.endsWith("-resume.json") ? resume : initial;
    }

    private static String run(Manifest manifest, Map<String, Object> fields) {
        ManifestCase one = new ManifestCase(manifest, fields);
        if (!fields.containsKey("http")) {
            return one.discover(
                    Tree.listOf(Tree.mapOrEmpty(fields.get("catalog")).get("streams")));
        }
        List<Object> records = new ArrayList<>();
        Map<String, Object> states = new LinkedHashMap<>();
        String stream = String.valueOf(fields.get("stream"));
        try {
            one.read(stream, Set.of(), state(fields.get("state"), stream), records, states);
        } catch (RecordedExchange.NotRecorded e) {
            return one.requests();
        }
        List<Object> expected = Tree.listOf(fields.get("expected_records")).stream()
                .map(record -> Tree.mapOrEmpty(record).get("data"))
                .toList();
        String reason = ManifestCase.sameItems("records", records, expected);
        if (reason.isEmpty()) {
            reason = ManifestCase.same("state", states.get(stream), state(fields.get("expected_state"), stream));
        }
        return reason.isEmpty() ? one.requests() : reason;
    }

    /** The last state of a stream among messages. */
    private static Map<String, Object> state(@org.jspecify.annotations.Nullable Object messages, String name) {
        Map<String, Object> last = Map.of();
        for (Object message : Tree.listOf(messages)) {
            Map<String, Object> stream =
                    Tree.mapOrEmpty(Tree.mapOrEmpty(message).get("stream"));
            if (name.equals(Tree.mapOrEmpty(stream.get("stream_descriptor")).get("name"))) {
                last = Tree.mapOrEmpty(stream.get("stream_state"));
            }
        }
        return last;
    }

    @Test
    void casesOfTheFormatsOwnTestsGiveTheSame() throws IOException {
        Path folder = SUITE.resolve("cdk-cases");
        assumeTrue(Files.isDirectory(folder), "the folder of outside cases is not there");
        Tally cases = new Tally("manifests: the format's own cases");
        Map<String, Map<String, Object>> all = new LinkedHashMap<>();
        for (Path file : list(folder)) {
            Map<String, Object> fields = file.toString().endsWith(".json") ? read(file) : Map.of();
            if (!fields.isEmpty() && !Boolean.TRUE.equals(fields.get("component_factory"))) {
                all.put(file.getFileName().toString().replaceAll("^sources_declarative_|\\.json$", ""), fields);
            }
        }
        List<Map<String, Object>> everyOne = List.copyOf(all.values());
        all.forEach((label, fields) -> {
            OtherCases others = OtherCases.seenFrom(everyOne, String.valueOf(fields.get("node")));
            cases.count(label, reason(() -> runCase(fields, others)));
        });
        report(List.of(cases));
    }

    private static String runCase(Map<String, Object> fields, OtherCases others) {
        ManifestCase one;
        try {
            one = new ManifestCase(Manifest.parse(Json.write(fields.get("manifest"))), fields, others);
        } catch (MillraceException e) {
            return isRefused(fields) ? "" : "fails: " + e.getMessage();
        }
        try {
            return outcome(one, fields);
        } catch (RecordedExchange.NotRecorded e) {
            if (one.hasNoAnswers()) {
                return "recorded without any answer, though the original had some: it was given them by other means";
            }
            throw e;
        }
    }

    private static boolean isRefused(Map<String, Object> fields) {
        return fields.containsKey("error")
                || "FAILED".equals(Tree.mapOrEmpty(fields.get("result")).get("status"));
    }

    private static String outcome(ManifestCase one, Map<String, Object> fields) {
        boolean fails = fields.containsKey("error");
        try {
            return switch (String.valueOf(fields.get("op"))) {
                case "check" ->
                    one.check(!fails
                            && "SUCCEEDED"
                                    .equals(Tree.mapOrEmpty(fields.get("result"))
                                            .get("status")));
                case "discover" -> {
                    String reason = one.discover(
                            Tree.listOf(Tree.mapOrEmpty(fields.get("result")).get("streams")));
                    yield fails ? "gives a catalog, and should fail" : reason;
                }
                case "read" -> read(one, fields);
                case String other -> "the operation " + other + " is not one of ours";
            };
        } catch (MillraceException e) {
            return isRefused(fields) ? "" : "fails: " + e.getMessage();
        }
    }

    private static String read(ManifestCase one, Map<String, Object> fields) {
        // Whoever took the messages of a generator went away: no failure of the source.
        boolean leftAlone = String.valueOf(fields.get("error")).startsWith("GeneratorExit");
        boolean fails = fields.containsKey("error") && !leftAlone;
        for (Object configured :
                Tree.listOf(Tree.mapOrEmpty(fields.get("catalog")).get("streams"))) {
            String name = String.valueOf(
                    Tree.mapOrEmpty(Tree.mapOrEmpty(configured).get("stream")).get("name"));
            List<Object> records = new ArrayList<>();
            Map<String, Object> states = new LinkedHashMap<>();
            try {
                one.read(name, chosen(configured), state(fields.get("state"), name), records, states);
            } catch (MillraceException | RecordedExchange.NotRecorded e) {
                if (fails) {
                    return "";
                }
                throw e;
            }
            List<Object> expected = new ArrayList<>();
            List<Object> expectedStates = new ArrayList<>();
            for (Object message : Tree.listOf(fields.get("messages"))) {
                Map<String, Object> record =
                        Tree.mapOrEmpty(Tree.mapOrEmpty(message).get("record"));
                if (name.equals(record.get("stream"))) {
                    expected.add(withoutPathOfFile(record, Tree.mapOrEmpty(record.get("data"))));
                }
                if (Tree.mapOrEmpty(message).get("state") instanceof Map<?, ?> state) {
                    expectedStates.add(state);
                }
            }
            String reason = ManifestCase.sameItems("records", records, expected);
            Map<String, Object> expectedState = Tree.copy(state(expectedStates, name));
            if (reason.isEmpty() && !expectedState.isEmpty()) {
                // How long the read took, in seconds, which is another number each time.
                reason = ManifestCase.same("state", timeless(states.get(name)), timeless(expectedState));
            }
            if (!reason.isEmpty()) {
                return reason;
            }
        }
        return fails ? "reads, and should fail" : one.requests();
    }

    /** The fields of a stream of a catalog. */
    private static Set<String> chosen(Object configured) {
        Map<String, Object> stream = Tree.mapOrEmpty(Tree.mapOrEmpty(configured).get("stream"));
        return Tree.mapOrEmpty(Tree.mapOrEmpty(stream.get("json_schema")).get("properties"))
                .keySet();
    }

    /** While a connector is being built, its files are not kept, and each record says instead where its file would be. */
    private static Map<String, Object> withoutPathOfFile(Map<String, Object> described, Map<String, Object> data) {
        Map<String, Object> file = Tree.mapOrEmpty(described.get("file_reference"));
        Map<String, Object> record = Tree.copy(data);
        if (file.get("file_size_bytes") instanceof Number size && size.longValue() < 0) {
            record.remove("source_file_relative_path");
        }
        return record;
    }

    private static @org.jspecify.annotations.Nullable Object timeless(@org.jspecify.annotations.Nullable Object state) {
        return switch (state) {
            case Map<?, ?> map -> {
                Map<String, Object> made = new LinkedHashMap<>();
                Tree.asMap(map).forEach((name, value) -> {
                    if (!name.equals("lookback_window")) {
                        Tree.put(made, name, timeless(value));
                    }
                });
                yield made;
            }
            case List<?> list -> Tree.list(list, ManifestConformanceTest::timeless);
            case null -> null;
            default -> state;
        };
    }

    /** A run of one case. */
    private interface Run {
        String run();
    }

    private static String reason(Run run) {
        try {
            return run.run();
        } catch (RecordedExchange.NotRecorded e) {
            return String.valueOf(e.getMessage());
        } catch (RuntimeException | StackOverflowError e) {
            String message = String.valueOf(e.getMessage());
            StackTraceElement[] trace = e.getStackTrace();
            return e.getClass().getSimpleName() + ": " + (message.length() > 300 ? message.substring(0, 300) : message)
                    + (e instanceof MillraceException || trace.length == 0 ? "" : " at " + trace[0]);
        }
    }

    private static void report(List<Tally> tallies) throws IOException {
        for (Tally tally : tallies) {
            System.out.println(tally.describe());
        }
        if (System.getenv().containsKey("MILLRACE_CONFORMANCE")) {
            // What was reached is known of the usual folder only.
            return;
        }
        for (Tally tally : tallies) {
            assertThat(tally.passed())
                    .as(tally.summary())
                    .isGreaterThanOrEqualTo(REACHED.getOrDefault(tally.summary().replaceAll(": \\d+ of \\d+$", ""), 0));
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}

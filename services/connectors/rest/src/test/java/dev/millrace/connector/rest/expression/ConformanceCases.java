package dev.millrace.connector.rest.expression;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The recorded cases of the reference, which lie beside the project on machines that have them. */
public final class ConformanceCases {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS);

    private ConformanceCases() {}

    /** The file of that name, unless it isn't here. */
    public static Optional<Path> file(String name) {
        String folder =
                Optional.ofNullable(System.getenv("MILLRACE_CONFORMANCE")).orElse("../../../../shared/conformance");
        Path file = Path.of(folder).resolve("manifests").resolve(name);
        return Files.exists(file) ? Optional.of(file) : Optional.empty();
    }

    /** Holds what was reached in the usual folder; another one has cases of its own. */
    public static void assertReached(int passed, int reached) {
        if (System.getenv("MILLRACE_CONFORMANCE") == null) {
            assertThat(passed).isGreaterThanOrEqualTo(reached);
        }
    }

    /** The cases of a file with one in each line, or of one that is a list. */
    public static List<Map<String, Object>> in(Path file) {
        try {
            if (file.toString().endsWith(".json")) {
                return JSON.readValue(Files.readString(file), new TypeReference<>() {});
            }
            List<Map<String, Object>> cases = new ArrayList<>();
            for (String line : Files.readAllLines(file)) {
                cases.add(JSON.readValue(line, new TypeReference<>() {}));
            }
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Runs all cases, prints how many passed and why the others didn't.
     *
     * @param reason gives an empty text for a case that passes
     * @return how many passed
     */
    public static int run(String name, Path file, Function<Map<String, Object>, String> reason) {
        List<Map<String, Object>> cases = in(file);
        int passed = 0;
        List<String> failures = new ArrayList<>();
        for (Map<String, Object> one : cases) {
            String failure = reason.apply(one);
            if (failure.isEmpty()) {
                passed++;
            } else {
                failures.add("  " + failure);
            }
        }
        System.out.println(name + ": " + passed + " of " + cases.size());
        failures.forEach(System.out::println);
        return passed;
    }
}

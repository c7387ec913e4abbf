package dev.millrace.connector.rest.manifest;

import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A manifest with its references resolved, its parameters handed down and every type in place. Immutable by habit: nobody writes to it. */
public final class Manifest {

    private final Map<String, Object> document;

    private Manifest(Map<String, Object> document) {
        this.document = document;
    }

    /**
     * Reads YAML or JSON.
     *
     * @throws MillraceException with {@code INVALID_CONFIGURATION} naming each thing that is wrong and its place
     */
    public static Manifest parse(String text) {
        Map<String, Object> resolved = resolve(text);
        List<ManifestProblem> problems = located(ManifestCheck.check(resolved), text);
        if (!problems.isEmpty()) {
            throw invalid(problems.stream().map(ManifestProblem::toString).collect(Collectors.joining("\n")));
        }
        return new Manifest(resolved);
    }

    /**
     * What is wrong with a manifest; empty when it can be used.
     *
     * @throws MillraceException when it is no YAML, or a reference leads nowhere
     */
    public static List<ManifestProblem> check(String text) {
        return located(ManifestCheck.check(resolve(text)), text);
    }

    private static List<ManifestProblem> located(List<ManifestProblem> problems, String text) {
        if (problems.isEmpty()) {
            return problems;
        }
        ManifestLines lines = ManifestLines.of(text);
        return problems.stream()
                .map(problem -> problem.at(lines.line(problem.place())))
                .toList();
    }

    private static Map<String, Object> resolve(String text) {
        Map<String, Object> resolved = References.resolve(YamlText.read(text));
        // Whatever is used of them stands where it is used.
        resolved.remove("definitions");
        return Parameters.handDown("DeclarativeSource", resolved, Map.of());
    }

    /** The tree of components, for a source with this configuration. */
    public Component root(Settings settings) {
        return new Component(settings, document, "");
    }

    /** What somebody finds in the whole of it. */
    public <T> T find(Function<Map<String, Object>, T> search) {
        return search.apply(document);
    }

    /** A field of the manifest itself, as it was written. */
    public @Nullable Object field(String name) {
        return document.get(name);
    }

    static MillraceException invalid(String message) {
        return new MillraceException(ErrorCode.INVALID_CONFIGURATION, message);
    }
}

package dev.millrace.connector.rest;

import dev.millrace.connector.rest.answer.Json;
import dev.millrace.connector.rest.manifest.Manifest;
import dev.millrace.connector.rest.manifest.ManifestProblem;
import dev.millrace.connector.rest.manifest.Tree;
import dev.millrace.connector.rest.manifest.UnreadableManifestException;
import dev.millrace.connector.spi.EgressGuard;
import dev.millrace.connector.spi.trial.Inspection;
import dev.millrace.connector.spi.trial.ManifestError;
import dev.millrace.connector.spi.trial.TrialRead;
import dev.millrace.kernel.MillraceException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the author of a manifest can find out before anybody uses it. */
public final class ManifestTrials {

    private ManifestTrials() {}

    /** Holds a text against the format, and tells what it describes. Asks nobody. */
    public static Inspection inspect(String text) {
        List<ManifestError> problems = problems(text);
        if (!problems.isEmpty()) {
            return new Inspection(problems, null, null, null, null, Json.MAPPER.createObjectNode(), List.of(), false);
        }
        RestSource source = new RestSource("trial", text);
        Manifest manifest = source.manifest();
        Map<String, Object> tile =
                Tree.mapOrEmpty(Tree.mapOrEmpty(manifest.field("metadata")).get("tile"));
        return new Inspection(
                List.of(),
                text(tile, "title"),
                text(tile, "summary"),
                text(tile, "colour"),
                text(tile, "initials"),
                Json.MAPPER.valueToTree(source.form().fields()),
                names(manifest),
                manifest.field("dynamic_streams") != null);
    }

    private static List<ManifestError> problems(String text) {
        try {
            return Manifest.check(text).stream().map(ManifestTrials::error).toList();
        } catch (UnreadableManifestException e) {
            return List.of(new ManifestError(null, orNull(e.line(text)), e.getMessage()));
        } catch (MillraceException e) {
            return List.of(new ManifestError(null, null, e.getMessage()));
        }
    }

    private static ManifestError error(ManifestProblem problem) {
        return new ManifestError(problem.place(), orNull(problem.line()), problem.message());
    }

    private static @Nullable Integer orNull(OptionalInt line) {
        return line.isPresent() ? line.getAsInt() : null;
    }

    private static @Nullable String text(Map<String, Object> tile, String field) {
        return tile.get(field) instanceof String text && !text.isBlank() ? text : null;
    }

    private static List<String> names(Manifest manifest) {
        return Tree.listOf(manifest.field("streams")).stream()
                .flatMap(stream -> Tree.mapOrEmpty(stream).get("streams") instanceof List<?> conditional
                        ? conditional.stream()
                        : Stream.of(stream))
                .map(stream -> Tree.mapOrEmpty(stream).get("name"))
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .distinct()
                .toList();
    }

    /**
     * Reads a little of a stream from the live API: a few pages of a few slices, within the time.
     *
     * @param settings what is filled into the manifest's form, as JSON
     * @return also when something goes wrong, which is told in it then
     */
    public static TrialRead read(
            String manifest,
            String settings,
            String stream,
            EgressGuard egress,
            InstantSource clock,
            Duration longest) {
        try (TrialSession session = new TrialSession(egress, clock, longest)) {
            return session.read(manifest, settings, stream);
        }
    }
}

package dev.millrace.deploychecks;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The chart in this project, as Helm renders it. */
final class Chart {

    static final Path ROOT = Path.of(System.getProperty("millrace.basedir"));
    static final Path FOLDER = ROOT.resolve("helm/millrace");

    /** The newest Kubernetes that it is held against. */
    static final String NEWEST_KUBERNETES = "1.35.0";

    /** What Helm leaves out of what it renders are hooks, and it knows them by this annotation. */
    private static final String HOOK = "helm.sh/hook";

    /** What the annotation is called in a copy, for Helm to render hooks like everything else. */
    static final String SEEN_HOOK = "checks.millrace.dev/hook";

    /** How the chart asks its cluster for a Secret; here there is no cluster to answer. */
    private static final String LOOKUP = "lookup \"v1\" \"Secret\" .root.Release.Namespace $name";

    private final Path copy;

    private Chart(Path copy) {
        this.copy = copy;
    }

    /** For a cluster that has nothing yet. A copy goes to the folder, whose hooks are rendered like everything else. */
    static Chart atFirst(Path folder) {
        return copy(folder, "dict");
    }

    /** For a cluster where every Secret that is asked for has these keys. */
    static Chart whereSecretsHave(Path folder, String... keys) {
        return copy(
                folder,
                "dict \"data\" (dict %s)"
                        .formatted(Stream.of(keys).map("\"%s\" \"\""::formatted).collect(Collectors.joining(" "))));
    }

    private static Chart copy(Path folder, String answer) {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            for (Path file : files.toList()) {
                Path target = folder.resolve(FOLDER.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.writeString(
                            target,
                            Files.readString(file).replace(HOOK, SEEN_HOOK).replace(LOOKUP, answer));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Chart(folder);
    }

    /** What Helm finds wrong with it, by the stricter of its measures. */
    List<String> warnings() {
        return Signals.keptDuring(() -> new Helm(copy).lint().strict().call()).getMessages().stream()
                .filter(message -> message.contains("[WARNING]") || message.contains("[ERROR]"))
                .toList();
    }

    /** What a cluster of the newest Kubernetes would get, with these files of profiles/ one after the other. */
    List<Manifest> render(List<String> profiles, Map<String, String> values) {
        return render(profiles, NEWEST_KUBERNETES, values);
    }

    /** The same for a cluster of another version. */
    List<Manifest> render(List<String> profiles, String kubernetes, Map<String, String> values) {
        String rendered = Signals.keptDuring(() -> {
            TemplateCommand command = new Helm(copy)
                    .template()
                    .withName("release")
                    .withNamespace("data")
                    .withKubeVersion(kubernetes);
            profiles.forEach(profile -> command.withValuesFile(FOLDER.resolve("profiles/" + profile + ".yaml")));
            values.forEach(command::set);
            return command.call();
        });
        Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
        Gson json = new Gson();
        return StreamSupport.stream(yaml.loadAll(rendered).spliterator(), false)
                .filter(Objects::nonNull)
                .map(document -> new Manifest(json.toJsonTree(document).getAsJsonObject()))
                .toList();
    }

    /** The values that the chart has when nobody sets any. */
    static JsonObject defaults() {
        try {
            Object values = new Yaml(new SafeConstructor(new LoaderOptions()))
                    .load(Files.readString(FOLDER.resolve("values.yaml")));
            return new Gson().toJsonTree(values).getAsJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.millrace.deploychecks;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a service says of itself is what the chart says of it. */
class DeclarationsTest {

    private static final Pattern REQUIRED = Pattern.compile("\\$\\{(MILLRACE_[A-Z0-9_]+)}");
    private static final Set<String> OF_LIBRARIES = Set.of("QUARKUS_", "KAFKA_", "JDK_JAVA_OPTIONS", "MALLOC_");
    private static final Set<String> WITH_DATABASE = Set.of("tenant-management", "connector", "transform", "reporting");

    @TempDir
    private static Path folder;

    private static Map<String, JsonObject> containers;
    private static Set<String> known;

    @BeforeAll
    static void render() throws IOException {
        containers =
                Chart.atFirst(folder)
                        .render(List.of("required", "programs", "internal-tls"), "1.33.0", Map.of())
                        .stream()
                        .filter(manifest -> manifest.kind().equals("Deployment"))
                        .flatMap(Manifest::containers)
                        .collect(Collectors.toMap(
                                container -> container.get("name").getAsString(), container -> container));
        known = Set.copyOf(Files.readAllLines(Chart.ROOT.resolve(
                "services/shared/settings/src/main/resources/dev/millrace/settings/known-settings.txt")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tenant-management", "connector", "sync-worker", "transform", "reporting", "console"})
    void theChartSetsWhatTheServiceNeedsAndNothingThatItDoesNotKnow(String service) throws IOException {
        Map<String, Optional<String>> environment = Manifest.environment(containers.get(service));

        assertThat(environment.keySet().stream()
                        .filter(name -> OF_LIBRARIES.stream().noneMatch(name::startsWith))
                        .filter(name -> !known.contains(name)))
                .isEmpty();
        Set<String> missing = new TreeSet<>(required(service));
        missing.removeAll(environment.keySet());
        assertThat(missing).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tenant-management", "connector", "sync-worker", "transform", "reporting", "console"})
    void theChartsPortIsTheServices(String service) throws IOException {
        JsonObject container = containers.get(service);
        int port = Manifest.elements(container, "ports")
                .findFirst()
                .orElseThrow()
                .get("containerPort")
                .getAsInt();

        assertThat(String.valueOf(port))
                .isEqualTo(properties(service).getProperty("quarkus.http.port"))
                .isEqualTo(
                        Manifest.environment(container).get("QUARKUS_HTTP_PORT").orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tenant-management", "connector", "sync-worker", "transform", "reporting", "console"})
    void aPodHasLongerToStopThanTheServiceTakes(String service) throws IOException {
        String timeout = properties(service)
                .getProperty("quarkus.shutdown.timeout", platform().getProperty("quarkus.shutdown.timeout"));
        int seconds = Integer.parseInt(timeout.replace("s", ""));
        String template = Files.readString(Chart.FOLDER.resolve("templates/_names.tpl"));
        Matcher stop = Pattern.compile("\"" + service + "\" \\(dict .*\"stopSeconds\" (\\d+)\\)")
                .matcher(template);

        assertThat(stop.find()).isTrue();
        int leaving = Integer.parseInt(Manifest.environment(containers.get(service))
                .getOrDefault("MILLRACE_STOP_DELAY", Optional.empty())
                .orElse("0s")
                .replace("s", ""));
        assertThat(Integer.parseInt(stop.group(1))).isGreaterThan(seconds + leaving + 5);
        assertThat(leaving > 3)
                .as("longer than callers keep a connection that they do not use")
                .isEqualTo(!service.equals("sync-worker"));
    }

    private static Set<String> required(String service) throws IOException {
        Set<String> required = new HashSet<>(variables(properties(service)));
        if (WITH_DATABASE.contains(service)) {
            required.addAll(variables(platform()));
        }
        return required;
    }

    private static Set<String> variables(Properties properties) {
        return properties.entrySet().stream()
                .filter(entry -> !entry.getKey().toString().startsWith("%"))
                .flatMap(entry -> REQUIRED.matcher(entry.getValue().toString()).results())
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    private static Properties properties(String service) throws IOException {
        return read("services/" + service + "/src/main/resources/application.properties");
    }

    private static Properties platform() throws IOException {
        return read("services/shared/platform/src/main/resources/META-INF/microprofile-config.properties");
    }

    private static Properties read(String file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(Chart.ROOT.resolve(file))) {
            properties.load(reader);
        }
        return properties;
    }
}

package dev.millrace.deploychecks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlayedPodTest {

    private static final Map<String, Map<String, String>> SECRETS = Map.of(
            "release-millrace-databases",
            Map.of("connector-app", "of the application", "connector-owner", "of the owner"),
            "release-millrace-login",
            Map.of("connector", "of the client"),
            "release-millrace-keys",
            Map.of("secrets-key", "the key"));

    @TempDir
    private static Path chart;

    @TempDir
    private Path folder;

    private static List<Manifest> manifests;

    @BeforeAll
    static void render() {
        manifests = Chart.atFirst(chart)
                .render(
                        List.of("required"),
                        "1.35.0",
                        Map.of(
                                "objects.bucket",
                                "",
                                "objects.claim",
                                "uploads",
                                "kafka.securityProtocol",
                                "PLAINTEXT"));
    }

    @Test
    void whatHoldsAPodStaysAsTheChartHasIt() throws IOException {
        Manifest deployment = manifest("Deployment release-millrace-connector");
        JsonObject played = played(deployment);
        JsonObject container =
                Manifest.elements(played, "containers").findFirst().orElseThrow();
        JsonObject original = deployment.containers().findFirst().orElseThrow();

        assertThat(played.get("securityContext"))
                .isEqualTo(deployment.pod().orElseThrow().get("securityContext"));
        assertThat(Stream.of("image", "imagePullPolicy", "securityContext", "resources")
                        .map(container::get))
                .isEqualTo(Stream.of("image", "imagePullPolicy", "securityContext", "resources")
                        .map(original::get)
                        .toList());
        assertThat(original.has("readinessProbe"))
                .as("the chart's object is left as it was")
                .isTrue();
    }

    @Test
    void whatAClusterKnowsIsPutIn() throws IOException {
        JsonObject played = played(manifest("Job release-millrace-connector-migrate"));
        JsonObject container =
                Manifest.elements(played, "containers").findFirst().orElseThrow();

        assertThat(container.get("args").toString()).isEqualTo("[\"migrate\"]");
        assertThat(Manifest.environment(container))
                .containsEntry("MILLRACE_DATABASE_PASSWORD", Optional.of("of the application"))
                .containsEntry("MILLRACE_DATABASE_OWNER_PASSWORD", Optional.of("of the owner"))
                .containsEntry("MILLRACE_HTTP_HOST", Optional.of("127.0.3.1"))
                // Optional, and there is none.
                .doesNotContainKey("MILLRACE_PREVIOUS_SECRETS_KEY");
    }

    @Test
    void aTemporaryFolderIsOfOnePodAndAClaimOfAll() throws IOException {
        JsonObject played = played(manifest("Deployment release-millrace-connector"));

        assertThat(Manifest.elements(played, "volumes")
                        .map(volume -> volume.get("name").getAsString()))
                .containsExactly("pod-temporary", "objects", "hosts");
        assertThat(Manifest.elements(played, "containers")
                        .flatMap(container -> Manifest.elements(container, "volumeMounts"))
                        .map(mount -> mount.get("name").getAsString() + " "
                                + mount.get("mountPath").getAsString()))
                .containsExactly("pod-temporary /tmp", "objects /var/lib/millrace/objects", "hosts /etc/hosts");
    }

    @Test
    void aSecretThatNobodyMadeIsNamed() {
        assertThatThrownBy(() -> played(manifest("Deployment release-millrace-reporting")))
                .isInstanceOf(CheckFailedException.class)
                .hasMessage("There is no key reporting in a Secret release-millrace-login");
    }

    @Test
    void aPodSaysHowLongItTakesToStop() throws IOException {
        PlayedPod worker = PlayedPod.of(
                manifest("Deployment release-millrace-sync-worker"),
                "pod",
                "127.0.3.1",
                cluster(Map.of("release-millrace-login", Map.of("sync-worker", "secret"))));

        assertThat(worker.sleepBeforeStop()).isEqualTo(Duration.ofSeconds(5));
        assertThat(worker.timeToStop()).isEqualTo(Duration.ofSeconds(90));
        assertThat(worker.port()).isEqualTo(18083);
        assertThat(worker.container()).isEqualTo("pod-sync-worker");
    }

    private JsonObject played(Manifest manifest) throws IOException {
        PlayedPod pod = PlayedPod.of(manifest, "pod", "127.0.3.1", cluster(SECRETS));
        return JsonParser.parseString(Files.readString(pod.manifest()))
                .getAsJsonObject()
                .getAsJsonObject("spec");
    }

    private PlayedPod.Cluster cluster(Map<String, Map<String, String>> secrets) {
        return new PlayedPod.Cluster(folder, secrets, folder.resolve("hosts"));
    }

    private static Manifest manifest(String name) {
        return manifests.stream()
                .filter(manifest -> manifest.toString().equals(name))
                .findFirst()
                .orElseThrow();
    }
}

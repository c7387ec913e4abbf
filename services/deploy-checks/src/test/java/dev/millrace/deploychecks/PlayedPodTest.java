package dev.millrace.deploychecks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
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
    private static List<Manifest> secured;
    private static List<Manifest> evaluation;

    @BeforeAll
    static void render() {
        Chart first = Chart.atFirst(chart);
        Map<String, String> values = new HashMap<>(
                Map.of("objects.bucket", "", "objects.claim", "uploads", "kafka.securityProtocol", "PLAINTEXT"));
        manifests = first.render(List.of("required"), values);
        values.put("internalTls.enabled", "true");
        secured = first.render(List.of("required"), values);
        evaluation = first.render(List.of("evaluation"), Map.of());
    }

    @Test
    void whatHoldsAPodStaysAsTheChartHasIt() throws IOException {
        Manifest deployment = Manifest.one(manifests, "Deployment", "release-millrace-connector");
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
        JsonObject played = played(Manifest.one(manifests, "Job", "release-millrace-connector-migrate"));
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

    /** Without its own, a JVM asks a name server for it until that times out. */
    @Test
    void aPodKnowsItsOwnNameAndThoseOfServices() throws IOException {
        Cluster cluster = new Cluster(folder, SECRETS, Map.of(), Map.of("release-millrace-connector", "127.0.2.1"));

        played(Manifest.one(manifests, "Deployment", "release-millrace-connector"), cluster);

        assertThat(folder.resolve("pod-hosts"))
                .hasContent("127.0.0.1 localhost\n127.0.3.1 pod\n127.0.2.1 release-millrace-connector\n");
    }

    @Test
    void aTemporaryFolderIsOfOnePodAndAClaimOfAll() throws IOException {
        JsonObject played = played(Manifest.one(manifests, "Deployment", "release-millrace-connector"));

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
    void aServerOfTheEvaluationHasADiskAndItsConfiguration() throws IOException {
        Manifest server = Manifest.one(evaluation, "StatefulSet", "release-millrace-keycloak");
        Map<String, String> files = Map.of("millrace-realm.json", "the realm");
        Map<String, Map<String, String>> secrets = new HashMap<>();
        server.containers()
                .flatMap(container -> Manifest.elements(container, "env"))
                .flatMap(variable -> Manifest.find(variable, "valueFrom", "secretKeyRef").stream())
                .forEach(reference -> secrets.computeIfAbsent(
                                reference.get("name").getAsString(), name -> new HashMap<>())
                        .put(reference.get("key").getAsString(), "secret"));
        JsonObject played =
                played(server, new Cluster(folder, secrets, Map.of("release-millrace-keycloak", files), Map.of()));

        assertThat(Manifest.elements(played, "volumes").map(JsonObject::toString))
                .contains("{\"name\":\"data\",\"persistentVolumeClaim\":{\"claimName\":\"pod-data\"}}");
        assertThat(folder.resolve("pod-configuration/millrace-realm.json")).hasContent("the realm");
    }

    @Test
    void whatRunsBeforeAContainerKnowsTheSame() throws IOException {
        JsonObject played = played(
                Manifest.one(evaluation, "Deployment", "release-millrace-connector"),
                cluster(Map.of(
                        "release-millrace-databases",
                        SECRETS.getOrDefault("release-millrace-databases", Map.of()),
                        "release-millrace-login",
                        Map.of("connector", "of the client"),
                        "release-millrace-keys",
                        Map.of("secrets-key", "the key"))));
        JsonObject before =
                Manifest.elements(played, "initContainers").findFirst().orElseThrow();

        assertThat(Manifest.environment(before))
                .containsEntry("MILLRACE_DATABASE_PASSWORD", Optional.of("of the application"));
        assertThat(Manifest.elements(before, "volumeMounts")
                        .map(mount -> mount.get("name").getAsString()))
                .contains("pod-temporary", "hosts");
    }

    @Test
    void aSecretBecomesFilesThatThePodsUserCanRead() throws IOException {
        Map<String, Map<String, String>> secrets = new HashMap<>(SECRETS);
        secrets.put(
                "release-millrace-connector-tls",
                Map.of(
                        "tls.crt",
                        "the certificate",
                        "tls.key",
                        "its key",
                        "ca.crt",
                        "the authority",
                        "more",
                        "unused"));
        JsonObject played = played(Manifest.one(secured, "Deployment", "release-millrace-connector"), cluster(secrets));

        Path files = folder.resolve("pod-certificate");
        JsonObject volume = Manifest.elements(played, "volumes")
                .filter(one -> one.get("name").getAsString().equals("certificate"))
                .findFirst()
                .orElseThrow();
        assertThat(volume)
                .isEqualTo(JsonParser.parseString(
                        "{\"name\":\"certificate\",\"hostPath\":{\"path\":\"%s\",\"type\":\"Directory\"}}"
                                .formatted(files)));
        assertThat(files)
                .isDirectoryContaining("glob:**/tls.crt")
                .isDirectoryContaining("glob:**/ca.crt")
                .isDirectoryNotContaining("glob:**/more");
        assertThat(files.resolve("tls.key")).hasContent("its key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files.resolve("tls.key"))))
                .isEqualTo("rw-r--r--");
        assertThat(Manifest.elements(played, "containers")
                        .flatMap(container -> Manifest.elements(container, "volumeMounts"))
                        .map(mount -> mount.get("name").getAsString() + " "
                                + mount.get("mountPath").getAsString()))
                .contains("certificate /etc/millrace/tls");
    }

    @Test
    void aSecretOfAVolumeThatNobodyMadeIsNamed() {
        assertThatThrownBy(() ->
                        played(Manifest.one(secured, "Deployment", "release-millrace-connector"), cluster(SECRETS)))
                .isInstanceOf(CheckFailedException.class)
                .hasMessage("There is no key tls.crt in a Secret release-millrace-connector-tls");
    }

    @Test
    void anotherValueOfASecretLeavesItsOthers() throws IOException {
        Cluster changed = cluster(SECRETS).with("release-millrace-login", "connector", "another");

        assertThat(changed.secrets().get("release-millrace-login")).containsExactly(Map.entry("connector", "another"));
        assertThat(changed.secrets().get("release-millrace-keys")).isEqualTo(SECRETS.get("release-millrace-keys"));
    }

    @Test
    void aSecretThatNobodyMadeIsNamed() {
        assertThatThrownBy(() -> played(Manifest.one(manifests, "Deployment", "release-millrace-reporting")))
                .isInstanceOf(CheckFailedException.class)
                .hasMessage("There is no key reporting in a Secret release-millrace-login");
    }

    @Test
    void aPodSaysHowLongItTakesToStop() throws IOException {
        PlayedPod worker = PlayedPod.of(
                Manifest.one(manifests, "Deployment", "release-millrace-sync-worker"),
                "pod",
                "127.0.3.1",
                cluster(Map.of("release-millrace-login", Map.of("sync-worker", "secret"))));

        assertThat(worker.sleepBeforeStop()).isEqualTo(Duration.ofSeconds(5));
        assertThat(worker.timeToStop()).isEqualTo(Duration.ofSeconds(90));
        assertThat(worker.port()).isEqualTo(18083);
        assertThat(worker.container()).isEqualTo("pod-sync-worker");
    }

    private JsonObject played(Manifest manifest) throws IOException {
        return played(manifest, cluster(SECRETS));
    }

    private static JsonObject played(Manifest manifest, Cluster cluster) throws IOException {
        PlayedPod pod = PlayedPod.of(manifest, "pod", "127.0.3.1", cluster);
        return JsonParser.parseString(Files.readString(pod.manifest()))
                .getAsJsonObject()
                .getAsJsonObject("spec");
    }

    private Cluster cluster(Map<String, Map<String, String>> secrets) {
        return new Cluster(folder, secrets, Map.of(), Map.of());
    }
}

package dev.millrace.deploychecks;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs of others: what holds them, and that nothing of it is there where there are none. */
class ProgramsTest {

    private static final String NAMESPACE = "data-programs";

    @TempDir
    private static Path folder;

    private static Chart chart;
    private static List<Manifest> manifests;

    @BeforeAll
    static void render() {
        chart = Chart.atFirst(folder);
        manifests = chart.render(List.of("required", "programs"), Map.of());
    }

    private static Manifest one(String kind, String name) {
        return Manifest.one(manifests, kind, name);
    }

    /** The Jobs that workers get as files. */
    private static List<Manifest> jobs() {
        return one("ConfigMap", "release-millrace-programs").find("data").orElseThrow().entrySet().stream()
                .map(file -> new Gson().fromJson(file.getValue().getAsString(), JsonObject.class))
                .map(Manifest::new)
                .toList();
    }

    private static String rules(Manifest policy, String direction) {
        return policy.find("spec").orElseThrow().getAsJsonArray(direction).toString();
    }

    @Test
    void theirJobsKeepTheRulesOfAllPods() {
        assertThat(jobs()).extracting(Manifest::name).containsExactlyInAnyOrder("tap-shop", "source-crm");
        assertThat(jobs().stream().map(KubernetesSchemas::complaint).flatMap(Optional::stream))
                .isEmpty();
        assertThat(jobs().stream().flatMap(PodRules::complaints)).isEmpty();
    }

    @Test
    void theirJobsEndAndAreBoundInAllThatTheyTake() {
        assertThat(jobs()).allSatisfy(job -> {
            JsonObject spec = job.find("spec").orElseThrow();
            assertThat(spec.get("backoffLimit").getAsInt()).isZero();
            assertThat(spec.get("activeDeadlineSeconds").getAsInt()).isEqualTo(86_400);
            assertThat(spec.get("ttlSecondsAfterFinished").getAsInt()).isEqualTo(600);
            assertThat(job.text("metadata", "namespace")).hasValue(NAMESPACE);
            assertThat(job.pod().orElseThrow().has("serviceAccountName")).isFalse();
            assertThat(job.containers())
                    .allSatisfy(container -> assertThat(Manifest.find(container, "securityContext")
                                    .orElseThrow()
                                    .get("readOnlyRootFilesystem"))
                            .hasToString("true"));
            assertThat(Manifest.elements(job.pod().orElseThrow(), "volumes")
                            .map(volume -> volume.getAsJsonObject("emptyDir").has("sizeLimit")))
                    .containsExactly(true, true);
        });
        assertThat(jobs().stream()
                        .flatMap(Manifest::containers)
                        .filter(container -> container.get("name").getAsString().equals("program"))
                        .map(container -> Manifest.find(container, "resources", "limits")
                                .orElseThrow()
                                .get("ephemeral-storage")
                                .getAsString()))
                .containsExactlyInAnyOrder("2Gi", "4Gi");
    }

    @Test
    void theirNamespaceIsRestrictedAndHasSoManyJobsAtTheMost() {
        assertThat(one("Namespace", NAMESPACE).text("metadata", "labels", "pod-security.kubernetes.io/enforce"))
                .hasValue("restricted");
        assertThat(one("ResourceQuota", "release-millrace-program").text("spec", "hard", "count/jobs.batch"))
                .hasValue("20");
    }

    @Test
    void theyReachTheInternetAndAWorkersRelayPortAndNothingElse() {
        Manifest policy = one("NetworkPolicy", "release-millrace-program");

        assertThat(policy.find("spec", "podSelector").orElseThrow().entrySet()).isEmpty();
        assertThat(policy.find("spec").orElseThrow().has("ingress")).isFalse();
        assertThat(policy.find("spec").orElseThrow().getAsJsonArray("policyTypes"))
                .extracting(JsonElement::getAsString)
                .containsExactly("Ingress", "Egress");
        JsonArray egress = policy.find("spec").orElseThrow().getAsJsonArray("egress");
        assertThat(egress).hasSize(3);
        assertThat(egress.get(1).toString())
                .contains("\"kubernetes.io/metadata.name\":\"data\"", "\"sync-worker\"", "\"port\":18093");
        assertThat(egress.get(2).toString())
                .contains("10.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10")
                .doesNotContain("Selector");
    }

    @Test
    void aWorkerHearsRelaysOfThatNamespaceAlone() {
        JsonArray ingress = one("NetworkPolicy", "release-millrace-sync-worker")
                .find("spec")
                .orElseThrow()
                .getAsJsonArray("ingress");
        List<String> relays = Stream.of(ingress.asList().toArray(JsonElement[]::new))
                .map(JsonElement::toString)
                .filter(rule -> rule.contains("18093"))
                .toList();

        assertThat(relays).hasSize(1);
        assertThat(relays.getFirst())
                .contains("\"kubernetes.io/metadata.name\":\"" + NAMESPACE + "\"", "\"podSelector\"", "\"program\"");
    }

    @Test
    void aWorkerMayMakeJobsThereAndDoNothingElse() {
        Manifest role = one("Role", "release-millrace-program");

        assertThat(role.text("metadata", "namespace")).hasValue(NAMESPACE);
        assertThat(role.json().getAsJsonArray("rules"))
                .hasToString(
                        "[{\"apiGroups\":[\"batch\"],\"resources\":[\"jobs\"],\"verbs\":[\"create\",\"get\",\"list\",\"delete\"]},"
                                + "{\"apiGroups\":[\"\"],\"resources\":[\"pods\",\"events\"],\"verbs\":[\"list\"]}]");
        assertThat(one("RoleBinding", "release-millrace-program").json().getAsJsonArray("subjects"))
                .hasToString(
                        "[{\"kind\":\"ServiceAccount\",\"name\":\"release-millrace-sync-worker\",\"namespace\":\"data\"}]");
        assertThat(manifests).extracting(Manifest::kind).doesNotContain("ClusterRole", "ClusterRoleBinding");
    }

    @Test
    void aTokenOfTheClusterIsInTheWorkersOneContainerAndNowhereElse() {
        assertThat(manifests.stream()
                        .filter(manifest -> manifest.json().toString().contains("serviceAccountToken\":{"))
                        .map(Manifest::toString))
                .containsExactly("Deployment release-millrace-sync-worker");
        assertThat(manifests.stream()
                        .filter(manifest -> manifest.containers()
                                .anyMatch(container -> container.toString().contains("cluster-token")))
                        .map(Manifest::toString))
                .containsExactly("Deployment release-millrace-sync-worker");
    }

    @Test
    void aChangeOfTheProgramsRollsTheWorkers() {
        String digest = "registry.example.internal/tap-shop@sha256:" + "2".repeat(64);
        Manifest changed = Manifest.one(
                chart.render(List.of("required", "programs"), Map.of("programs.installed.tap-shop.image", digest)),
                "Deployment",
                "release-millrace-sync-worker");
        String[] annotation = {"spec", "template", "metadata", "annotations", "millrace.dev/programs"};

        assertThat(changed.text(annotation))
                .isPresent()
                .isNotEqualTo(one("Deployment", "release-millrace-sync-worker").text(annotation));
    }

    @Test
    void withoutProgramsThereIsNothingOfThem() {
        List<Manifest> without = chart.render(List.of("required"), Map.of());

        assertThat(without)
                .extracting(Manifest::kind)
                .doesNotContain("Namespace", "Role", "RoleBinding", "ResourceQuota");
        assertThat(without.stream().map(manifest -> manifest.json().toString()))
                .noneMatch(text -> text.contains("18093") || text.contains("serviceAccountToken\":{"));
        assertThat(rules(Manifest.one(without, "NetworkPolicy", "release-millrace-sync-worker"), "egress"))
                .doesNotContain("6443");
    }
}

package dev.millrace.deploychecks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.marcnuri.helm.Helm;
import dev.millrace.local.LocalPlatform;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ChartTest {

    private static final List<String> KUBERNETES = List.of("1.31.0", "1.33.0", Chart.NEWEST_KUBERNETES);

    /** Each with what only the operator knows, but for the one that needs nothing. */
    private static final List<List<String>> PROFILES = List.of(
            List.of("evaluation"),
            List.of("required"),
            List.of("required", "small"),
            List.of("required", "large"),
            List.of("required", "aws"),
            List.of("required", "air-gapped"),
            List.of("required", "programs"),
            List.of("required", "large", "programs", "internal-tls"));

    private static final Set<String> COMPONENTS =
            Set.of("tenant-management", "connector", "sync-worker", "transform", "reporting", "console");

    private static final List<String> PRODUCTION = List.of("required");

    @TempDir
    private static Path folder;

    private static Chart chart;

    @BeforeAll
    static void copyChart() {
        chart = Chart.atFirst(folder);
    }

    static Stream<Arguments> everyProfileOnEveryKubernetes() {
        return PROFILES.stream().flatMap(profile -> KUBERNETES.stream().map(version -> Arguments.of(profile, version)));
    }

    @ParameterizedTest
    @MethodSource("everyProfileOnEveryKubernetes")
    void everyObjectIsOneThatKubernetesTakes(List<String> profiles, String kubernetes) {
        List<Manifest> manifests = chart.render(profiles, kubernetes, Map.of());

        assertThat(manifests).isNotEmpty();
        assertThat(manifests.stream().map(KubernetesSchemas::complaint).flatMap(Optional::stream))
                .isEmpty();
        assertThat(manifests.stream().flatMap(PodRules::complaints)).isEmpty();
        assertThat(manifests.stream().map(Manifest::toString)).doesNotHaveDuplicates();
    }

    @Test
    void helmItselfFindsNothingToComplainAbout() {
        assertThat(chart.warnings()).isEmpty();
    }

    @Test
    void theChartIsPackaged(@TempDir Path target) throws IOException {
        new Helm(Chart.FOLDER).packageIt().withDestination(target).call();

        try (Stream<Path> files = Files.list(target)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactly("millrace-0.1.0.tgz");
        }
    }

    @Test
    void everyComponentHasTwoPodsABudgetAndAPolicy() {
        List<Manifest> manifests = chart.render(PRODUCTION, Map.of());

        assertThat(components(manifests, "Deployment")).isEqualTo(COMPONENTS);
        assertThat(components(manifests, "PodDisruptionBudget")).isEqualTo(COMPONENTS);
        assertThat(components(manifests, "HorizontalPodAutoscaler")).isEqualTo(COMPONENTS);
        assertThat(components(manifests, "NetworkPolicy")).containsAll(COMPONENTS);
        assertThat(Manifest.ofKind(manifests, "HorizontalPodAutoscaler")
                        .map(scaler -> scaler.find("spec")
                                .orElseThrow()
                                .get("minReplicas")
                                .getAsInt()))
                .allMatch(replicas -> replicas == 2);
    }

    @Test
    void aReleaseIsCheckedAndMigratedBeforeItStarts() {
        List<Manifest> manifests = chart.render(PRODUCTION, Map.of());

        assertThat(Manifest.ofKind(manifests, "Job").map(ChartTest::weightAndName))
                .containsExactlyInAnyOrder(
                        "-15 release-millrace-connector-topics",
                        "-10 release-millrace-tenant-management-preflight",
                        "-10 release-millrace-connector-preflight",
                        "-10 release-millrace-sync-worker-preflight",
                        "-10 release-millrace-transform-preflight",
                        "-10 release-millrace-reporting-preflight",
                        "-10 release-millrace-console-preflight",
                        "-5 release-millrace-tenant-management-migrate",
                        "-5 release-millrace-connector-migrate",
                        "-5 release-millrace-transform-migrate",
                        "-5 release-millrace-reporting-migrate");
        assertThat(Manifest.ofKind(manifests, "Deployment")
                        .flatMap(Manifest::containers)
                        .map(Manifest::environment)
                        .map(environment ->
                                environment.getOrDefault("MILLRACE_MIGRATE_AT_START", Optional.of("false"))))
                .as("what serves does not migrate")
                .allMatch(Optional.of("false")::equals);
        assertThat(Manifest.ofKind(manifests, "Deployment")
                        .flatMap(Manifest::containers)
                        .flatMap(container -> Manifest.environment(container).keySet().stream()))
                .as("what serves does not know the owner of its schema")
                .noneMatch(variable -> variable.startsWith("MILLRACE_DATABASE_OWNER"));
    }

    @Test
    void workersReachTheInternetAndNotTheCluster() {
        Manifest policy =
                Manifest.one(chart.render(PRODUCTION, Map.of()), "NetworkPolicy", "release-millrace-sync-worker");
        String text = policy.json().toString();

        assertThat(text)
                .contains("\"cidr\":\"0.0.0.0/0\"")
                .contains("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16");
    }

    @Test
    void onlyTheFrontDoorTakesCallsFromOutside() {
        List<Manifest> manifests = chart.render(PRODUCTION, Map.of("networkPolicy.monitoringFrom", "null"));
        List<String> open = Manifest.ofKind(manifests, "NetworkPolicy")
                .filter(policy -> Manifest.elements(policy.find("spec").orElseThrow(), "ingress")
                        .anyMatch(rule -> !rule.has("from")))
                .map(Manifest::name)
                .toList();

        assertThat(open).containsExactly("release-millrace-console");
    }

    @Test
    void whatIsForwardedToOnesOwnMachineNeedsNoTls() {
        assertThat(chart.render(PRODUCTION, Map.of("publicUrl", "http://localhost:8080")))
                .isNotEmpty();
    }

    @Test
    void secretsAreMadeOnceAndKept() {
        List<Manifest> secrets =
                Manifest.ofKind(chart.render(PRODUCTION, Map.of()), "Secret").toList();

        assertThat(secrets.stream().map(Manifest::name)).containsExactly("release-millrace-keys");
        JsonObject annotations =
                secrets.getFirst().find("metadata", "annotations").orElseThrow();
        assertThat(annotations.get("helm.sh/resource-policy").getAsString()).isEqualTo("keep");
        assertThat(annotations.get("checks.millrace.dev/hook-delete-policy").getAsString())
                .as("anything else would make new keys with each upgrade")
                .isEqualTo("hook-failed");
        byte[] key = Base64.getDecoder()
                .decode(secrets.getFirst()
                        .find("data")
                        .orElseThrow()
                        .get("secrets-key")
                        .getAsString());
        assertThat(new String(key, StandardCharsets.US_ASCII)).hasSize(44);
    }

    @Test
    void anUpgradeMakesNoKeysAnew(@TempDir Path present) {
        Chart upgraded = Chart.whereSecretsHave(present, "secrets-key", "session-key");

        assertThat(Manifest.ofKind(upgraded.render(PRODUCTION, Map.of()), "Secret"))
                .isEmpty();
    }

    @Test
    void aKeyThatIsMissingIsAskedForAndNotMade(@TempDir Path present) {
        Chart upgraded = Chart.whereSecretsHave(present, "session-key");

        assertThatThrownBy(() -> upgraded.render(PRODUCTION, Map.of()))
                .hasMessageContaining("The Secret release-millrace-keys lacks the key secrets-key. Add it;");
    }

    @Test
    void aDigestWinsOverTheTag() {
        String digest = "sha256:" + "ab".repeat(32);
        List<Manifest> manifests = chart.render(PRODUCTION, Map.of("connector.digest", digest));

        assertThat(Manifest.ofKind(manifests, "Deployment")
                        .filter(deployment -> deployment.name().endsWith("-connector"))
                        .flatMap(Manifest::containers)
                        .map(container -> container.get("image").getAsString()))
                .containsExactly("ghcr.io/millrace/connector@" + digest);
    }

    @Test
    void thePlatformsAppsAreGivenToConnectorAlone() {
        List<Manifest> manifests = chart.render(PRODUCTION, Map.of("sources.appsSecret", "our-apps"));

        assertThat(Manifest.ofKind(manifests, "Deployment")
                        .filter(deployment -> deployment.json().toString().contains("our-apps"))
                        .map(Manifest::name))
                .containsExactly("release-millrace-connector");
        assertThat(Manifest.ofKind(manifests, "Deployment")
                        .flatMap(Manifest::containers)
                        .map(Manifest::environment)
                        .flatMap(environment ->
                                environment.getOrDefault("MILLRACE_OAUTH_APPS", Optional.empty()).stream()))
                .containsExactly("/etc/millrace/apps/apps.json");
    }

    @Test
    void everyComponentThatAsksForTokensIsToldWhere() {
        List<Manifest> manifests = chart.render(PRODUCTION, Map.of("login.tokenPath", "/token"));

        assertThat(Manifest.ofKind(manifests, "Deployment")
                        .filter(deployment -> deployment
                                .containers()
                                .map(Manifest::environment)
                                .anyMatch(environment ->
                                        Optional.of("/token").equals(environment.get("MILLRACE_OIDC_TOKEN_PATH"))))
                        .map(Manifest::name))
                .containsExactlyInAnyOrder(
                        "release-millrace-tenant-management",
                        "release-millrace-connector",
                        "release-millrace-sync-worker",
                        "release-millrace-transform",
                        "release-millrace-reporting");
    }

    @Test
    void theEvaluationHasTheRealmOfTheProject() throws IOException {
        assertThat(Chart.FOLDER.resolve("files/realm.json"))
                .as("copy it: Helm reads nothing outside of the chart")
                .hasSameTextualContentAs(
                        Chart.ROOT.resolve("services/local/src/main/keycloak/realm/millrace-realm.json"));
    }

    /** It has no mail server that could ask whose an address is; elsewhere nobody is taken at their word. */
    @Test
    void onlyTheEvaluationTakesAddressesThatNobodyConfirmed() {
        assertThat(Stream.of("evaluation", "required")
                        .flatMap(profile -> Manifest.one(
                                        chart.render(List.of(profile), Map.of()),
                                        "Deployment",
                                        "release-millrace-tenant-management")
                                .containers())
                        .map(container -> Manifest.environment(container).get("MILLRACE_LOGIN_CONFIRMS_EMAILS")))
                .containsExactly(Optional.of("true"), Optional.of("false"));
    }

    @Test
    void theEvaluationBringsTheServersOfTheTests() throws IOException {
        Properties tested = new Properties();
        try (InputStream versions = LocalPlatform.class.getResourceAsStream("versions.properties")) {
            tested.load(versions);
        }
        JsonObject evaluation = Chart.defaults().getAsJsonObject("evaluation");

        assertThat(Stream.of("postgresqlImage", "kafkaImage", "keycloakImage")
                        .map(image -> evaluation.get(image).getAsString()))
                .containsExactly(
                        "docker.io/library/postgres:"
                                + tested.getProperty("postgres").replaceFirst("\\.0$", ""),
                        "docker.io/apache/kafka:" + tested.getProperty("kafka"),
                        "quay.io/keycloak/keycloak:" + tested.getProperty("keycloak"));
    }

    @Test
    void everyAlertHasARunbook() {
        List<String> runbooks = Arrays.stream(Manifest.ofKind(
                                chart.render(List.of("required", "large", "internal-tls"), Map.of()), "PrometheusRule")
                        .findFirst()
                        .orElseThrow()
                        .json()
                        .toString()
                        .split("\"runbook_url\":\"", -1))
                .skip(1)
                .map(text -> text.substring(0, text.indexOf('"')))
                .map(url -> url.substring(url.lastIndexOf('/') + 1))
                .toList();

        assertThat(runbooks).hasSize(9);
        assertThat(runbooks)
                .allSatisfy(runbook -> assertThat(
                                Chart.ROOT.resolve("docs/runbooks").resolve(runbook))
                        .exists());
    }

    private static String weightAndName(Manifest job) {
        return job.find("metadata", "annotations")
                        .orElseThrow()
                        .get("checks.millrace.dev/hook-weight")
                        .getAsString()
                + " " + job.name();
    }

    private static Set<String> components(List<Manifest> manifests, String kind) {
        return Manifest.ofKind(manifests, kind)
                .map(manifest -> manifest.text("metadata", "labels", "app.kubernetes.io/component")
                        .orElseThrow())
                .collect(Collectors.toSet());
    }
}

package dev.millrace.deploychecks;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS between the pods: everybody speaks it who speaks with one of them, and nothing of it is there where it is off. */
class InternalTlsTest {

    private static final Set<String> COMPONENTS =
            Set.of("tenant-management", "connector", "sync-worker", "transform", "reporting", "console");
    private static final String PREFIX = "release-millrace-";

    @TempDir
    private static Path folder;

    private static Chart chart;
    private static List<Manifest> manifests;

    @BeforeAll
    static void render() {
        chart = Chart.atFirst(folder);
        manifests = chart.render(List.of("required", "large", "programs", "internal-tls"), Map.of());
    }

    private static Stream<Manifest> of(String kind) {
        return Manifest.ofKind(manifests, kind);
    }

    private static String component(Manifest manifest) {
        return manifest.name().substring(PREFIX.length());
    }

    /** The Secret that a manifest's pod mounts where services look for their certificate. */
    private static Optional<String> certificate(Manifest manifest) {
        return Manifest.elements(manifest.pod().orElseThrow(), "volumes")
                .filter(volume -> volume.get("name").getAsString().equals("certificate"))
                .map(volume ->
                        volume.getAsJsonObject("secret").get("secretName").getAsString())
                .findFirst();
    }

    private static Stream<String> addresses(Manifest manifest) {
        Stream<String> told = manifest.containers()
                .flatMap(container -> Manifest.environment(container).entrySet().stream())
                .filter(variable -> variable.getKey().startsWith("MILLRACE_")
                        && variable.getKey().endsWith("_URL"))
                .flatMap(variable -> variable.getValue().stream());
        Stream<String> arguments = manifest.containers()
                .filter(container -> container.has("args"))
                .flatMap(container -> container.getAsJsonArray("args").asList().stream())
                .map(argument -> argument.getAsString());
        return Stream.concat(told, arguments).filter(text -> text.contains("//" + PREFIX));
    }

    @Test
    void everyAddressOfAServiceIsOneOfTls() {
        List<String> addresses = Stream.of("Deployment", "Job", "Pod")
                .flatMap(InternalTlsTest::of)
                .flatMap(InternalTlsTest::addresses)
                .toList();

        assertThat(addresses).hasSizeGreaterThan(20).allMatch(address -> address.startsWith("https://"));
        assertThat(manifests.stream().map(manifest -> manifest.json().toString()))
                .as("and nowhere else is another")
                .noneMatch(text -> text.contains("http://" + PREFIX));
    }

    @Test
    void everyPodHasTheCertificateOfItsComponentAndItsName() {
        assertThat(of("Deployment").collect(Collectors.toMap(InternalTlsTest::component, pod -> certificate(pod))))
                .isEqualTo(COMPONENTS.stream()
                        .collect(Collectors.toMap(
                                component -> component, component -> Optional.of(PREFIX + component + "-tls"))));
        assertThat(of("Deployment")
                        .map(deployment -> Manifest.environment(
                                        deployment.containers().findFirst().orElseThrow())
                                .get("MILLRACE_TLS_NAME")))
                .containsExactlyInAnyOrderElementsOf(COMPONENTS.stream()
                        .map(component -> Optional.of(PREFIX + component))
                        .toList());
    }

    @Test
    void preflightSeesTheCertificateThatTheComponentWillShow() {
        Map<String, Optional<String>> seen = of("Job")
                .filter(job -> job.name().endsWith("-preflight"))
                .collect(Collectors.toMap(Manifest::name, InternalTlsTest::certificate));

        assertThat(seen).hasSize(6);
        seen.forEach((job, secret) ->
                assertThat(secret).hasValue(job.substring(0, job.length() - "preflight".length()) + "tls"));
    }

    @Test
    void certificatesAreForTheNamesThatOthersCallBeforeTheJobsNeedThem() {
        assertThat(of("Certificate").map(InternalTlsTest::component)).containsExactlyInAnyOrderElementsOf(COMPONENTS);
        assertThat(of("Certificate")).allSatisfy(certificate -> {
            assertThat(certificate.text("spec", "secretName")).hasValue(certificate.name() + "-tls");
            assertThat(certificate.text("spec", "issuerRef", "name")).hasValue("millrace");
            assertThat(certificate
                            .find("spec")
                            .orElseThrow()
                            .getAsJsonArray("dnsNames")
                            .asList())
                    .extracting(name -> name.getAsString())
                    .contains(certificate.name(), certificate.name() + ".data.svc");
            assertThat(certificate.text("metadata", "annotations", "checks.millrace.dev/hook-weight"))
                    .hasValue("-20");
        });
    }

    @Test
    void kubeletsProbeByTls() {
        assertThat(of("Deployment").flatMap(Manifest::containers))
                .allSatisfy(container -> assertThat(Stream.of("startupProbe", "readinessProbe", "livenessProbe")
                                .map(probe -> Manifest.find(container, probe, "httpGet")
                                        .orElseThrow()
                                        .get("scheme")
                                        .getAsString()))
                        .containsOnly("HTTPS"));
    }

    @Test
    void theTestOfTheReleaseTrustsTheSameAuthority() {
        Manifest test = of("Pod").findFirst().orElseThrow();
        JsonObject container = test.containers().findFirst().orElseThrow();

        assertThat(certificate(test)).hasValue(PREFIX + "console-tls");
        assertThat(Manifest.environment(container))
                .containsEntry("MILLRACE_TLS_FOLDER", Optional.of("/etc/millrace/tls"));
    }

    @Test
    void prometheusChecksEachComponentsNameThoughItReadsPodsByTheirAddresses() {
        assertThat(of("ServiceMonitor")).hasSize(6).allSatisfy(monitor -> {
            JsonObject endpoint = Manifest.elements(monitor.find("spec").orElseThrow(), "endpoints")
                    .findFirst()
                    .orElseThrow();
            assertThat(endpoint.get("scheme").getAsString()).isEqualTo("https");
            assertThat(endpoint.getAsJsonObject("tlsConfig").get("serverName").getAsString())
                    .isEqualTo(monitor.name());
            assertThat(Manifest.find(endpoint, "tlsConfig", "ca", "secret")
                            .orElseThrow()
                            .get("name")
                            .getAsString())
                    .isEqualTo(monitor.name() + "-tls");
            assertThat(monitor.text("spec", "selector", "matchLabels", "app.kubernetes.io/component"))
                    .hasValue(component(monitor));
        });
    }

    @Test
    void kedaTrustsTheAuthorityOfWhomItAsks() {
        JsonObject trigger = Manifest.elements(
                        of("ScaledObject")
                                .findFirst()
                                .orElseThrow()
                                .find("spec")
                                .orElseThrow(),
                        "triggers")
                .findFirst()
                .orElseThrow();
        Manifest trust = of("TriggerAuthentication").findFirst().orElseThrow();

        assertThat(trigger.getAsJsonObject("metadata").get("url").getAsString())
                .startsWith("https://release-millrace-connector:");
        assertThat(trigger.getAsJsonObject("metadata").get("authMode").getAsString())
                .isEqualTo("tls");
        assertThat(trigger.getAsJsonObject("authenticationRef").get("name").getAsString())
                .isEqualTo(trust.name());
        assertThat(Manifest.elements(trust.find("spec").orElseThrow(), "secretTargetRef")
                        .map(reference -> reference.get("parameter").getAsString() + "="
                                + reference.get("name").getAsString() + "/"
                                + reference.get("key").getAsString()))
                .containsExactlyInAnyOrder(
                        "ca=release-millrace-connector-tls/ca.crt",
                        "cert=release-millrace-connector-tls/tls.crt",
                        "key=release-millrace-connector-tls/tls.key");
    }

    @Test
    void theServicesSayThatTheySpeakTls() {
        assertThat(of("Service")
                        .flatMap(service ->
                                Manifest.elements(service.find("spec").orElseThrow(), "ports"))
                        .map(port -> port.get("appProtocol").getAsString()))
                .hasSize(6)
                .containsOnly("https");
    }

    @Test
    void oneSecretMayBeForAllAndThenThereIsNothingForCertManager() {
        List<Manifest> shared = chart.render(
                List.of("required", "internal-tls"),
                Map.of("internalTls.secret", "ours", "internalTls.issuer.name", ""));

        assertThat(Manifest.ofKind(shared, "Certificate")).isEmpty();
        assertThat(Manifest.ofKind(shared, "Deployment").map(InternalTlsTest::certificate))
                .containsOnly(Optional.of("ours"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"internalTls", "certificate-expires", "https://release-", "HTTPS", "MILLRACE_TLS", "-tls"})
    void withoutItThereIsNothingOfIt(String trace) {
        assertThat(chart.render(List.of("required", "large", "programs"), Map.of("ingress.tlsSecret", "")).stream()
                        .filter(manifest -> manifest.json().toString().contains(trace))
                        .map(Manifest::toString))
                .isEmpty();
    }
}

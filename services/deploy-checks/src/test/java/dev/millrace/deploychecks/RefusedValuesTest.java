package dev.millrace.deploychecks;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values that would make something other than what was meant are refused, with a sentence. */
class RefusedValuesTest {

    @TempDir
    private static Path folder;

    private static Chart chart;

    @BeforeAll
    static void copyChart() {
        chart = Chart.atFirst(folder);
    }

    static Stream<Arguments> wrongValues() {
        return Stream.of(
                Arguments.of("publicUrl", "", "Set publicUrl to the address at which people will reach Millrace"),
                Arguments.of("publicUrl", "http://data.example.com", "publicUrl must begin with https://"),
                Arguments.of("publicUrl", "http://localhost.example.com", "publicUrl must begin with https://"),
                Arguments.of("publicUrl", "https://data.example.com/", "publicUrl"),
                Arguments.of("postgresql.host", "", "Set postgresql.host. Millrace brings no server of its own"),
                Arguments.of("kafka.bootstrapServers", "", "Set kafka.bootstrapServers."),
                Arguments.of("kafka.bootstrapServers", "kafka", "bootstrapServers"),
                Arguments.of("kafka.sasl.secret", "", "set kafka.sasl.secret to a Secret with a JAAS configuration"),
                Arguments.of("objects.bucket", "", "Set objects.bucket or objects.claim, one of the two"),
                Arguments.of("objects.claim", "uploads", "Set objects.bucket or objects.claim, one of the two"),
                Arguments.of("mail.user", "somebody", "set mail.secret to a Secret with the key password"),
                Arguments.of("secrets.login.source", "external", "set secrets.external.store"),
                Arguments.of("secrets.login.source", "made-up", "source"),
                Arguments.of("internalTls.issuer.kind", "Secret", "kind"),
                Arguments.of("gateway.enabled", "true", "Enable ingress or gateway, one of the two"),
                Arguments.of(
                        "connector.replicas", "7", "connector.autoscaling.maxReplicas is less than connector.replicas"),
                Arguments.of("connector.replicas", "0", "replicas"),
                Arguments.of("connector.digest", "latest", "digest"),
                Arguments.of("image.tag", "latest", "tag"),
                Arguments.of("connector.settings.SOMETHING", "else", "SOMETHING"),
                Arguments.of("sources.allowedAddresses[0]", "intranet", "allowedAddresses"),
                Arguments.of("programs.enabled", "true", "name at least one program in programs.installed"),
                Arguments.of("programs.installed.tap.kind", "tap", "image"),
                Arguments.of("programs.allowedAddresses[0]", "intranet", "allowedAddresses"),
                Arguments.of("connectors.replicas", "3", "connectors"));
    }

    static Stream<Arguments> wrongPrograms() {
        return Stream.of(
                Arguments.of("programs.namespace", "data", "programs need one where nothing else is"),
                Arguments.of("networkPolicy.enabled", "false", "enable networkPolicy too"),
                Arguments.of("programs.installed.tap-shop.image", "example.com/tap-shop:1.0", "image"),
                Arguments.of("programs.installed.tap-shop.kind", "target", "kind"),
                Arguments.of("programs.installed.tap-shop.user", "0", "user"),
                Arguments.of("programs.installed.Tap_Shop.kind", "tap", "Tap_Shop"),
                Arguments.of("programs.deadlineSeconds", "5", "deadlineSeconds"));
    }

    static Stream<Arguments> wrongCertificates() {
        return Stream.of(
                Arguments.of(
                        "internalTls.secret",
                        "ours",
                        "Set internalTls.secret or internalTls.issuer.name, one of the two"),
                Arguments.of("publicUrl", "http://localhost:8080", "as the console then answers by TLS alone"));
    }

    @ParameterizedTest
    @MethodSource("wrongCertificates")
    void aWrongValueOfTlsInsideIsRefused(String value, String wrong, String sentence) {
        assertThatThrownBy(() -> chart.render(List.of("required", "internal-tls"), "1.33.0", Map.of(value, wrong)))
                .hasMessageContaining(sentence);
    }

    @ParameterizedTest
    @MethodSource("wrongPrograms")
    void aWrongValueOfProgramsIsRefused(String value, String wrong, String sentence) {
        assertThatThrownBy(() -> chart.render(List.of("required", "programs"), "1.33.0", Map.of(value, wrong)))
                .hasMessageContaining(sentence);
    }

    @ParameterizedTest
    @MethodSource("wrongValues")
    void aWrongValueIsRefused(String value, String wrong, String sentence) {
        assertThatThrownBy(() -> chart.render(List.of("required"), "1.33.0", Map.of(value, wrong)))
                .hasMessageContaining(sentence);
    }
}

package dev.millrace.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class KnownSettingsTest {

    private static final String ALL = " docs/configuration.md lists all settings.";

    private final KnownSettings settings = KnownSettings.load();

    @Test
    void whatThereIsAndWhatIsNotOursIsFine() {
        assertThat(settings.complaint(Map.of(
                        "millrace.connector.runs.lease", "PT10S",
                        "%test.millrace.connector.runs.lease", "PT1S",
                        "MILLRACE_CONNECTOR_RUNS_LEASE", "PT10S",
                        "MILLRACE_UPLOADS_LARGEST", "1G",
                        "MILLRACE_DATA", "/data",
                        "PATH", "/bin",
                        "quarkus.http.port", "1")))
                .isEmpty();
    }

    @Test
    void aMisspeltKeyIsToldWithTheNearestOneAndWithoutItsValue() {
        assertThat(settings.complaint(Map.of("millrace.connector.runs.leese", "hunter2")))
                .hasValue(
                        "There is no setting millrace.connector.runs.leese. Did you mean millrace.connector.runs.lease?"
                                + ALL);
    }

    @Test
    void aMisspeltVariableIsToldWithTheNearestVariable() {
        assertThat(settings.complaint(Map.of("MILLRACE_SECRET_KEY", "hunter2", "MILLRACE_DATABASE_ULR", "jdbc:x")))
                .hasValue("There is no setting MILLRACE_DATABASE_ULR. Did you mean MILLRACE_DATABASE_URL?"
                        + " There is no setting MILLRACE_SECRET_KEY. Did you mean MILLRACE_SECRETS_KEY?"
                        + ALL);
    }

    @Test
    void whatWasRemovedNamesWhatIsInItsPlace() {
        assertThat(settings.complaint(Map.of("millrace.sync-worker.max-upload-bytes", "1")))
                .hasValue("The setting millrace.sync-worker.max-upload-bytes is no more."
                        + " Use millrace.sync-worker.largest-uploads instead." + ALL);
    }

    @Test
    void whatKubernetesTellsOfServicesIsNoSetting() {
        assertThat(settings.complaint(Map.of(
                        "MILLRACE_GATEWAY_SERVICE_HOST", "10.0.0.1",
                        "MILLRACE_GATEWAY_SERVICE_PORT", "80",
                        "MILLRACE_GATEWAY_SERVICE_PORT_HTTP", "80",
                        "MILLRACE_GATEWAY_PORT", "tcp://10.0.0.1:80",
                        "MILLRACE_GATEWAY_PORT_80_TCP", "tcp://10.0.0.1:80",
                        "MILLRACE_GATEWAY_PORT_80_TCP_PROTO", "tcp")))
                .isEmpty();
        assertThat(settings.complaint(Map.of("MILLRACE_GATEWAY_PORT", "80"))).isPresent();
    }
}

package dev.millrace.cli.singer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.connector.singer.PartLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetSettingsTest {

    private static final String TENANT = "0190a000-0000-7000-8000-000000000001";
    private static final String REQUIRED =
            "\"url\": \"https://millrace.example.com/\", \"tenant\": \"" + TENANT + "\", \"source\": \"Acme\"";

    private static TargetSettings settings(String json) throws JsonProcessingException {
        return TargetSettings.of(new ObjectMapper().readTree("{" + json + "}"), Map.of("MILLRACE_API_KEY", "mlr_env"));
    }

    @Test
    void whatIsNotSaidHasUsualValuesAndTheKeyMayComeFromTheEnvironment() throws JsonProcessingException {
        TargetSettings settings = settings(REQUIRED);
        assertThat(settings.url()).hasToString("https://millrace.example.com");
        assertThat(settings.apiKey()).isEqualTo("mlr_env");
        assertThat(settings.limits()).isEqualTo(new PartLimits(256_000_000, Duration.ofMinutes(5)));
        assertThat(settings.patience()).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings(REQUIRED + ", \"api_key\": \"mlr_own\"").apiKey()).isEqualTo("mlr_own");
        assertThat(settings(REQUIRED + ", \"api_key\": \"mlr_own\"").toString()).doesNotContain("mlr_own");
        assertThat(settings(REQUIRED + ", \"part_megabytes\": 2, \"part_seconds\": 60")
                        .limits())
                .isEqualTo(new PartLimits(2_000_000, Duration.ofMinutes(1)));
    }

    private static void assertRefused(String json, String message) {
        assertThatThrownBy(() -> settings(json)).hasMessage(message);
    }

    @Test
    void whatIsWrongIsNamed() {
        assertRefused(
                REQUIRED.replace("url", "uri"),
                "The configuration has \"uri\", which is not one of api_key, part_megabytes, part_seconds,"
                        + " retry_seconds, source, tenant, url.");
        assertRefused(
                "\"url\": \" \", \"source\": \"a\"", "The configuration has no \"url\": the address of Millrace.");
        assertRefused(
                REQUIRED.replace("https:", "ftp:"),
                "\"url\" is no address: \"ftp://millrace.example.com/\". It looks like https://millrace.example.com.");
        assertRefused(
                REQUIRED.replace(TENANT, "acme"),
                "\"tenant\" is no id of a workspace: \"acme\". It is what follows /w/ in the address of the workspace's"
                        + " pages.");
        assertRefused(
                REQUIRED + ", \"part_megabytes\": 0", "\"part_megabytes\" has to be a whole number from 1 to 4000.");
        assertThatThrownBy(() -> TargetSettings.of(new ObjectMapper().readTree("{" + REQUIRED + "}"), Map.of()))
                .hasMessage("There is no API key. Make one for an editor in the workspace's settings, and give it as"
                        + " MILLRACE_API_KEY or as \"api_key\" of the configuration.");
    }

    @Test
    void aFileThatIsNoJsonOrNotThereIsNamed(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("target.json"), "{\"url\" 5}");
        assertThatThrownBy(() -> TargetSettings.read(file, Map.of()))
                .hasMessageStartingWith("The configuration " + file + " is no JSON: ");
        assertThatThrownBy(() -> TargetSettings.read(folder.resolve("none"), Map.of()))
                .hasMessage("The configuration " + folder.resolve("none") + " can't be read.");
    }
}

package dev.millrace.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** With {@code -Dmillrace.configuration=write}, as make docs does, the files are written instead of compared. */
class ConfigurationDocumentTest {

    private static final Path ROOT = Path.of(System.getProperty("millrace.basedir"));
    private static final boolean WRITE = "write".equals(System.getProperty("millrace.configuration"));
    private static final Pattern SECRET = Pattern.compile(".*(PASSWORD|SECRET|SECRETS?_KEY|SESSION_KEY)");
    private static final String STALE = " differs from the configuration classes: run make docs.";

    private final ConfigurationDocument configuration;

    ConfigurationDocumentTest() throws IOException {
        configuration = new ConfigurationDocument(ROOT.resolve("services"));
    }

    @Test
    void theDocumentTellsEverySettingThatThereIs() throws IOException {
        String template = Files.readString(ROOT.resolve("services/architecture/src/test/resources/configuration.md"));
        holds(ROOT.resolve("docs/configuration.md"), configuration.markdown(template));
    }

    @Test
    void servicesKnowEverySettingThatThereIs() throws IOException {
        holds(
                ROOT.resolve("services/shared/settings/src/main/resources/dev/millrace/settings/known-settings.txt"),
                configuration.knownNames());
    }

    @Test
    void whatIsSecretByItsNameIsASecretByItsType() {
        assertEquals(
                List.of(),
                configuration
                        .settings()
                        .filter(setting ->
                                SECRET.matcher(setting.variable()).matches() != "secret".equals(setting.type()))
                        .map(ConfigurationSetting::variable)
                        .toList());
    }

    private static void holds(Path file, String expected) throws IOException {
        if (WRITE) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, expected);
        }
        assertEquals(expected, ConfigurationDocument.read(file), file.getFileName() + STALE);
    }
}

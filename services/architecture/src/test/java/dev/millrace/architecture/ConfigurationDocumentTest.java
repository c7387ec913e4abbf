package dev.millrace.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** With {@code -Dmillrace.configuration=write}, as make docs does, the files are written instead of compared. */
class ConfigurationDocumentTest {

    private static final Path ROOT = Path.of(System.getProperty("millrace.basedir"));
    private static final boolean WRITE = "write".equals(System.getProperty("millrace.configuration"));
    private static final Pattern SECRET = Pattern.compile(".*(PASSWORD|SECRET|SECRETS?_KEY|SESSION_KEY)");
    private static final Pattern VARIABLE = Pattern.compile("\\bMILLRACE_[A-Z0-9_]*[A-Z0-9]\\b");
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

    /** Whoever sets one of them for make starts services by it, which refuse what they do not know. */
    @Test
    void servicesKnowEveryVariableOfTheCommands() throws IOException {
        Set<String> known = configuration.knownNames().lines().collect(Collectors.toSet());
        Set<String> unknown = new TreeSet<>();
        for (Path command : commands()) {
            VARIABLE.matcher(Files.readString(command))
                    .results()
                    .map(MatchResult::group)
                    .filter(name -> !known.contains(name))
                    .forEach(unknown::add);
        }
        assertEquals(Set.of(), unknown);
    }

    private static List<Path> commands() throws IOException {
        List<Path> commands = new ArrayList<>(List.of(
                ROOT.resolve("Makefile"), ROOT.resolve("terraform/check"), ROOT.resolve("terraform/moto/check")));
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(ROOT.resolve("services"))) {
            for (Path folder : folders) {
                if (Files.isDirectory(folder.resolve("bin"))) {
                    try (Stream<Path> files = Files.list(folder.resolve("bin"))) {
                        commands.addAll(files.toList());
                    }
                }
            }
        }
        return commands;
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

package dev.millrace.deploychecks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** With {@code -Dmillrace.values=write}, as make docs does, the document is written instead of compared. */
class ValuesDocumentTest {

    private static final boolean WRITE = "write".equals(System.getProperty("millrace.values"));

    @Test
    void theDocumentTellsEveryValueThatThereIs() throws IOException {
        String table =
                new ValuesDocument(Files.readAllLines(Chart.FOLDER.resolve("values.yaml")), Chart.defaults()).table();
        String expected = Files.readString(
                        Chart.ROOT.resolve("services/deploy-checks/src/test/resources/helm-readme.md"))
                .replace("{{values}}", table);
        Path document = Chart.ROOT.resolve("helm/README.md");
        if (WRITE) {
            Files.writeString(document, expected);
        }

        assertThat(document).as("run make docs").hasContent(expected);
    }
}

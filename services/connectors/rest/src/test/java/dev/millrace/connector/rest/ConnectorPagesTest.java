package dev.millrace.connector.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.connector.spi.ConnectorSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** With {@code -Dmillrace.connectors=write}, as make docs does, the pages are written instead of compared. */
class ConnectorPagesTest {

    private static final Path ROOT = Path.of(System.getProperty("millrace.basedir"));
    private static final Path PAGES = ROOT.resolve("docs/connectors");
    private static final Path SERVICES = ROOT.resolve("services");
    private static final boolean WRITE = "write".equals(System.getProperty("millrace.connectors"));
    private static final String INDEX = "catalogue.md";

    /** Pages that somebody wrote. */
    private static final List<String> WRITTEN = List.of("writing.md");

    @Test
    void everySourceOfTheCatalogueHasAPageThatSaysWhatItIs() throws IOException {
        for (RestSource source : Catalogue.sources()) {
            holds(source.spec().name() + ".md", new ConnectorPage(source, SERVICES).markdown());
        }
        holds(INDEX, index());
        try (Stream<Path> files = Files.list(PAGES)) {
            List<String> expected = Stream.of(
                            Catalogue.names().stream().map(name -> name + ".md"), Stream.of(INDEX), WRITTEN.stream())
                    .flatMap(names -> names)
                    .toList();
            assertThat(files.map(file -> file.getFileName().toString()))
                    .as("pages")
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private static String index() {
        return "# The catalogue\n\nSources that are manifests of REST APIs; `make docs` writes this page and theirs. How to add one is in"
                + " [writing](writing.md). Beside them there are [files and Google Sheets](../files.md), [any address with JSON](../json.md),"
                + " [databases](../databases.md) and [taps](../singer.md).\n\n| | source | what it gives |\n|---|---|---|\n"
                + Catalogue.sources().stream()
                        .map(RestSource::spec)
                        .sorted(Comparator.comparing(ConnectorSpec::category).thenComparing(ConnectorSpec::title))
                        .map(spec -> "| " + spec.category() + " | [" + spec.title() + "](" + spec.name() + ".md) | "
                                + spec.summary() + " |\n")
                        .collect(Collectors.joining());
    }

    private static void holds(String name, String expected) throws IOException {
        Path file = PAGES.resolve(name);
        if (WRITE) {
            Files.createDirectories(PAGES);
            Files.writeString(file, expected);
        }
        assertThat(Files.exists(file) ? Files.readString(file) : "")
                .as(name + ", which make docs renews")
                .isEqualTo(expected);
    }
}

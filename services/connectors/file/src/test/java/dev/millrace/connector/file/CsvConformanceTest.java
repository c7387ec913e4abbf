package dev.millrace.connector.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.connector.spi.EgressGuard;
import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.LogicalType;
import dev.millrace.connector.spi.ReadRequest;
import dev.millrace.connector.spi.SourceContext;
import dev.millrace.connector.spi.SourceLog;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.connector.spi.Stream;
import dev.millrace.connector.testkit.CollectedStream;
import dev.millrace.kernel.MillraceException;
import dev.millrace.kernel.UploadId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Loads the files of the Pollock benchmark (Vitagliano et al., PVLDB 16.8, 2023) without being told their dialect, and scores
 * as it does: loaded or not; precision, recall and F1 of header, records and cells against what a perfect loader reads; ten in all.
 */
class CsvConformanceTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path KNOWN_CASES = Path.of(System.getProperty("millrace.basedir", "."))
            .toAbsolutePath()
            .normalize()
            .resolveSibling("shared/conformance");
    private static final Path CASES = Optional.ofNullable(System.getenv("MILLRACE_CONFORMANCE"))
            .map(folder -> Path.of(folder).toAbsolutePath().normalize())
            .orElse(KNOWN_CASES);

    @TempDir
    Path folder;

    /** A table as text. */
    private record Loaded(List<String> header, List<List<String>> rows) {}

    private record Score(double precision, double recall) {

        double sum() {
            double f1 = precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
            return precision + recall + f1;
        }

        static Score of(List<?> found, List<?> wanted) {
            Map<Object, Integer> left = new HashMap<>();
            wanted.forEach(one -> left.merge(one, 1, Integer::sum));
            long common = found.stream()
                    .filter(one -> left.merge(one, -1, Integer::sum) >= 0)
                    .count();
            return new Score(
                    found.isEmpty() ? (wanted.isEmpty() ? 1 : 0) : (double) common / found.size(),
                    wanted.isEmpty() ? 1 : (double) common / wanted.size());
        }
    }

    /** The bounds are what the cases of this folder scored when they were last looked at. */
    @ParameterizedTest
    @CsvSource({"polluted, 9.943", "survey, 9.139"})
    void scoresAsTheBestReadersDo(String set, double least) throws IOException {
        Path cases = CASES.resolve("csv").resolve(set);
        assumeTrue(Files.isDirectory(cases), "the outside cases are not here");
        // Nobody knows what other files should score, but to read none of them is wrong anywhere.
        double bound = CASES.equals(KNOWN_CASES) ? least : Double.MIN_VALUE;
        assertThat(printedScore(set, cases)).isGreaterThanOrEqualTo(bound);
    }

    private double printedScore(String set, Path cases) throws IOException {
        double sum = 0;
        int files = 0;
        try (java.util.stream.Stream<Path> listed = Files.list(cases.resolve("csv"))) {
            for (Path file : listed.sorted().toList()) {
                double score = score(cases, file);
                if (score < 9.9995) {
                    System.out.printf(Locale.ROOT, "  %.3f %s%n", score, file.getFileName());
                }
                sum += score;
                files++;
            }
        }
        System.out.printf(Locale.ROOT, "csv/%s: %.3f of 10, the mean of %d files%n", set, sum / files, files);
        return sum / files;
    }

    private double score(Path cases, Path file) throws IOException {
        String name = file.getFileName().toString();
        JsonNode parameters = JSON.readTree(
                cases.resolve("parameters").resolve(name + ".json").toFile());
        List<List<String>> clean = clean(cases.resolve("clean").resolve(name));
        boolean headed = parameters.path("header_lines").asInt() > 0;
        List<String> header = headed ? clean.removeFirst() : List.of();
        Loaded loaded;
        try {
            loaded = load(file);
        } catch (MillraceException e) {
            System.out.println("  " + name + ": " + e.getMessage());
            return 0;
        }
        return 1
                + Score.of(loaded.header(), header).sum()
                + Score.of(loaded.rows(), clean).sum()
                + Score.of(cells(loaded.rows()), cells(clean)).sum();
    }

    private static List<String> cells(List<List<String>> rows) {
        return rows.stream().flatMap(List::stream).toList();
    }

    private Loaded load(Path file) throws IOException {
        UploadId upload = UploadId.create();
        ObjectNode configuration = JSON.createObjectNode();
        configuration
                .putArray("uploads")
                .addObject()
                .put("id", upload.toString())
                .put("fileName", file.getFileName().toString().toLowerCase(Locale.ROOT));
        SourceLog silent = new SourceLog() {
            @Override
            public void info(String message) {}

            @Override
            public void warn(String message) {}
        };
        SourceContext context = new SourceContext(
                configuration.toString(),
                new EgressGuard(List.of()),
                id -> file,
                Files.createTempDirectory(folder, "read"),
                InstantSource.system(),
                silent);
        try (SourceSession session = new FileSource().open(context)) {
            Stream stream = session.discover().streams().getFirst();
            List<Field> texts = stream.fields().stream()
                    .map(field -> Field.of(field.name(), LogicalType.TEXT, true))
                    .toList();
            CollectedStream collected = new CollectedStream(texts);
            session.read(ReadRequest.of(stream.name(), texts, List.of(), null, null), collected.output());
            collected.output().flush();
            List<List<String>> rows = new ArrayList<>();
            collected
                    .rows()
                    .forEach(row -> rows.add(texts.stream()
                            .map(field -> row.get(field.name()) == null ? "" : String.valueOf(row.get(field.name())))
                            .toList()));
            List<String> names = texts.stream().map(Field::name).toList();
            boolean headed = !names.getFirst().equals("column_1");
            return new Loaded(
                    headed
                            ? IntStream.range(0, names.size())
                                    .mapToObj(i -> named(names, i))
                                    .toList()
                            : List.of(),
                    rows);
        }
    }

    /** What has no name in the file gets one from us. */
    private static String named(List<String> names, int column) {
        return names.get(column).equals("column_" + (column + 1)) ? "" : names.get(column);
    }

    /** Every value is in quotes, as RFC 4180 has it. */
    private static List<List<String>> clean(Path file) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        String text = Files.readString(file).replace("\r\n", "\n");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' && quoted && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                cell.append(c);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == ',' || c == '\n')) {
                row.add(cell.toString());
                cell.setLength(0);
                if (c == '\n') {
                    rows.add(row);
                    row = new ArrayList<>();
                }
            } else {
                cell.append(c);
            }
        }
        if (!row.isEmpty() || !cell.isEmpty()) {
            row.add(cell.toString());
            rows.add(row);
        }
        return rows;
    }
}

package dev.millrace.connector.rest.answer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.millrace.connector.rest.manifest.Component;
import dev.millrace.connector.rest.manifest.Tree;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/** Decoders of everything that is not plain JSON. All but XML read their values one by one, so a body may be of any length. */
final class Decoders {

    private static final CsvMapper CSV = CsvMapper.csvBuilder()
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .build();

    /** What the format takes for a missing value where a manifest does not ask for such words to be kept. */
    private static final Set<String> MISSING_VALUES = Set.of(
            "",
            "#N/A",
            "#N/A N/A",
            "#NA",
            "-1.#IND",
            "-1.#QNAN",
            "-NaN",
            "-nan",
            "1.#IND",
            "1.#QNAN",
            "<NA>",
            "N/A",
            "NA",
            "NULL",
            "NaN",
            "None",
            "n/a",
            "nan",
            "null");

    private Decoders() {}

    static Decoder of(Component component) {
        return switch (component.type()) {
            case "JsonlDecoder" -> new Lines(Decoders::jsonLine);
            case "IterableDecoder" -> new Lines((line, values) -> values.accept(Map.of("record", line)));
            case "CsvDecoder" ->
                new Csv(
                        charset(component.optionalText("encoding").orElse("utf-8")),
                        delimiter(component.optionalText("delimiter").orElse(",")),
                        Set.copyOf(component.texts("set_values_to_none")));
            case "XmlDecoder" -> new XmlDecoder();
            case "JsonItemsDecoder" -> new JsonItems(component.text("items_path"));
            case "ResponseToFileExtractor" ->
                new Gzip(new Csv(
                        StandardCharsets.UTF_8,
                        ',',
                        component.flag("preserve_na_values", false) ? Set.of("") : MISSING_VALUES));
            case "GzipDecoder" -> new Gzip(Decoder.of(component.child("decoder")));
            case "ZipfileDecoder" -> new Zip(Decoder.of(component.child("decoder")));
            default -> new JsonDecoder();
        };
    }

    private static Charset charset(String name) {
        return Charset.forName(name.replace('_', '-'));
    }

    private static char delimiter(String written) {
        return written.equals("\\t") ? '\t' : written.charAt(0);
    }

    private static void jsonLine(String line, Consumer<@Nullable Object> values) throws IOException {
        if (!line.isBlank()) {
            values.accept(Json.read(line.getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** Makes a value of a line. */
    private interface LineReader {
        void read(String line, Consumer<@Nullable Object> values) throws IOException;
    }

    private record Lines(LineReader each) implements Decoder {
        @Override
        public void decode(InputStream body, Consumer<@Nullable Object> values) throws IOException {
            BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                each.read(line, values);
            }
        }

        @Override
        public boolean streams() {
            return true;
        }
    }

    private record Csv(Charset charset, char delimiter, Set<String> nulls) implements Decoder {
        @Override
        public void decode(InputStream body, Consumer<@Nullable Object> values) throws IOException {
            CsvSchema schema = CsvSchema.emptySchema().withColumnSeparator(delimiter);
            try (MappingIterator<String[]> rows =
                    CSV.readerFor(String[].class).with(schema).readValues(new InputStreamReader(body, charset))) {
                if (!rows.hasNext()) {
                    return;
                }
                String[] header = rows.next();
                if (header.length > 0 && header[0].startsWith("\uFEFF")) {
                    header[0] = header[0].substring(1);
                }
                while (rows.hasNext()) {
                    String[] row = rows.next();
                    Map<String, Object> record = new LinkedHashMap<>();
                    for (int i = 0; i < header.length; i++) {
                        String value = i < row.length ? row[i] : null;
                        Tree.put(record, header[i], value == null || nulls.contains(value) ? null : value);
                    }
                    values.accept(record);
                }
            }
        }

        @Override
        public boolean streams() {
            return true;
        }
    }

    /** The items of one list in a large document: {@code data.items.item}. */
    private record JsonItems(String path) implements Decoder {
        @Override
        public void decode(InputStream body, Consumer<@Nullable Object> values) throws IOException {
            List<String> steps = List.of(path.split("\\."));
            try (JsonParser parser = Json.MAPPER.createParser(body)) {
                parser.nextToken();
                for (String step : steps) {
                    if (step.equals("item") && parser.currentToken() == JsonToken.START_ARRAY) {
                        break;
                    }
                    if (!enter(parser, step)) {
                        return;
                    }
                }
                if (parser.currentToken() != JsonToken.START_ARRAY) {
                    return;
                }
                while (parser.nextToken() != JsonToken.END_ARRAY && parser.currentToken() != null) {
                    values.accept(Json.MAPPER.readValue(parser, Object.class));
                }
            }
        }

        private static boolean enter(JsonParser parser, String name) throws IOException {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                return false;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean found = name.equals(parser.currentName());
                parser.nextToken();
                if (found) {
                    return true;
                }
                parser.skipChildren();
            }
            return false;
        }

        @Override
        public boolean streams() {
            return true;
        }
    }

    /** Servers send it packed or, with a header that the client has undone already, plain. */
    private record Gzip(Decoder inner) implements Decoder {
        @Override
        public void decode(InputStream body, Consumer<@Nullable Object> values) throws IOException {
            BufferedInputStream buffered = new BufferedInputStream(body);
            buffered.mark(2);
            boolean packed = buffered.read() == 0x1f && buffered.read() == 0x8b;
            buffered.reset();
            inner.decode(packed ? new GZIPInputStream(buffered) : buffered, values);
        }

        @Override
        public boolean streams() {
            return true;
        }
    }

    private record Zip(Decoder inner) implements Decoder {
        @Override
        public void decode(InputStream body, Consumer<@Nullable Object> values) throws IOException {
            ZipInputStream files = new ZipInputStream(body);
            while (files.getNextEntry() != null) {
                inner.decode(new Unclosed(files), values);
            }
        }

        @Override
        public boolean streams() {
            return true;
        }
    }

    /** One file of a ZIP ends before the ZIP does. */
    private static final class Unclosed extends FilterInputStream {
        Unclosed(InputStream in) {
            super(in);
        }

        @Override
        public void close() {
            // The ZIP goes on.
        }
    }
}

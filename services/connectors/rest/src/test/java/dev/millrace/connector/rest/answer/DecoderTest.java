package dev.millrace.connector.rest.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.connector.rest.manifest.Component;
import dev.millrace.connector.rest.manifest.Manifest;
import dev.millrace.connector.rest.manifest.Settings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class DecoderTest {

    private static List<Object> decoded(String decoder, byte[] body) throws IOException {
        Component retriever = Manifest.parse("""
                        {version: 6.0.0, type: DeclarativeSource, check: {type: CheckStream, stream_names: [a]}, streams: [
                          {name: a, retriever: {requester: {url_base: "https://a.test"}, decoder: %s,
                           record_selector: {extractor: {field_path: []}}}}]}""".formatted(decoder))
                .root(new Settings(Map.of(), Clock.systemUTC()))
                .children("streams")
                .getFirst()
                .requiredChild("retriever");
        List<Object> values = new ArrayList<>();
        Decoder.of(retriever.child("decoder")).decode(new ByteArrayInputStream(body), value -> {
            if (value != null) {
                values.add(value);
            }
        });
        return values;
    }

    private static List<Object> decoded(String decoder, String body) throws IOException {
        return decoded(decoder, body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aListOfJsonIsTheValuesInItAndNumbersKeepTheirDigits() throws IOException {
        assertThat(decoded("{type: JsonDecoder}", "[{\"a\": 9007199254740993, \"b\": 0.1}, {\"a\": null}]"))
                .first()
                .isEqualTo(Map.of("a", 9007199254740993L, "b", 0.1));
    }

    @Test
    void whatIsNoJsonIsAMapOfNothing() throws IOException {
        assertThat(decoded("{type: JsonDecoder}", "<html>")).containsExactly(Map.of());
    }

    @Test
    void everyLineIsAValueOfItsOwn() throws IOException {
        assertThat(decoded("{type: JsonlDecoder}", "{\"a\": 1}\n\n{\"a\": 2}\n"))
                .containsExactly(Map.of("a", 1L), Map.of("a", 2L));
        assertThat(decoded("{type: IterableDecoder}", "x\ny"))
                .containsExactly(Map.of("record", "x"), Map.of("record", "y"));
    }

    @Test
    void theFirstLineOfDelimitedTextNamesTheFields() throws IOException {
        assertThat(decoded(
                        "{type: CsvDecoder, delimiter: \";\", set_values_to_none: [\"-\"]}",
                        "\uFEFFid;name\n1;\"a;b\"\n2;-\n"))
                .hasSize(2)
                .first()
                .isEqualTo(Map.of("id", "1", "name", "a;b"));
    }

    @Test
    void elementsOfXmlAreFieldsAndRepeatedOnesAreLists() throws IOException {
        assertThat(decoded(
                        "{type: XmlDecoder}",
                        "<r><user id=\"1\"><name>Ada</name></user><user id=\"2\"><name>Bob</name></user><n>5</n></r>"))
                .containsExactly(Map.of(
                        "r",
                        Map.of(
                                "user",
                                List.of(Map.of("@id", "1", "name", "Ada"), Map.of("@id", "2", "name", "Bob")),
                                "n",
                                "5")));
    }

    @Test
    void xmlReachesNoFile() throws IOException {
        assertThat(decoded(
                                "{type: XmlDecoder}",
                                "<!DOCTYPE r [<!ENTITY f SYSTEM \"file:///etc/hostname\">]><r><a>&f;</a></r>")
                        .toString())
                .doesNotContain("hostname");
    }

    @Test
    void whatIsPackedIsUnpackedAndWhatIsPlainStaysSo() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("{\"a\": 1}".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(decoded("{type: GzipDecoder, decoder: {type: JsonlDecoder}}", packed.toByteArray()))
                .containsExactly(Map.of("a", 1L));
        assertThat(decoded("{type: GzipDecoder, decoder: {type: JsonlDecoder}}", "{\"a\": 1}"))
                .containsExactly(Map.of("a", 1L));
    }

    @Test
    void everyFileOfAZipIsRead() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(packed)) {
            for (int i = 1; i <= 2; i++) {
                zip.putNextEntry(new ZipEntry(i + ".csv"));
                zip.write(("id\n" + i + "\n").getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        assertThat(decoded("{type: ZipfileDecoder, decoder: {type: CsvDecoder}}", packed.toByteArray()))
                .containsExactly(Map.of("id", "1"), Map.of("id", "2"));
    }

    @Test
    void theItemsOfOneListAreReadOneByOne() throws IOException {
        assertThat(decoded(
                        "{type: JsonItemsDecoder, items_path: data.rows.item}",
                        "{\"meta\": {\"rows\": [9]}, \"data\": {\"n\": 2, \"rows\": [{\"a\": 1}, {\"a\": 2}]}}"))
                .containsExactly(Map.of("a", 1L), Map.of("a", 2L));
    }
}

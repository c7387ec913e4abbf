package dev.millrace.connector.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DelimitedReaderTest {

    private static final Dialect COMMA = new Dialect(",", (byte) '"', (byte) '"', 0, false, List.of("a", "b"));

    @TempDir
    private Path folder;

    private DelimitedReader reader(String content, Dialect dialect) throws IOException {
        Path file = folder.resolve("table.csv");
        Files.writeString(file, content);
        return DelimitedReader.open(file, dialect);
    }

    /** Each row as its values between brackets; quotes around those that stood in quotes. */
    private List<String> rows(String content, Dialect dialect) throws IOException {
        List<String> rows = new ArrayList<>();
        try (DelimitedReader reader = reader(content, dialect)) {
            for (DelimitedReader.Row row = reader.next(); row != DelimitedReader.Row.NONE; row = reader.next()) {
                rows.add(row == DelimitedReader.Row.WHOLE ? values(reader).toString() : row.toString());
            }
        }
        return rows;
    }

    private static List<String> values(DelimitedReader reader) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < reader.count(); i++) {
            String text = reader.text(i);
            values.add(reader.isQuoted(i) ? '\'' + text + '\'' : text);
        }
        return values;
    }

    @Test
    void readsValuesWithAndWithoutQuotes() throws IOException {
        assertThat(rows("1,two\n\"3\",\"\"\n,\n", COMMA)).containsExactly("[1, two]", "['3', '']", "[, ]");
    }

    @Test
    void doubledQuotationMarksAreOne() throws IOException {
        assertThat(rows("\"a \"\"b\"\" c\",\"\"\"\"\n", COMMA)).containsExactly("['a \"b\" c', '\"']");
    }

    @Test
    void aBackslashMayEscape() throws IOException {
        Dialect backslash = new Dialect(";", (byte) '\'', (byte) '\\', 0, false, List.of("a"));
        assertThat(rows("'it\\'s';'a\\\\b';'c\\d'\n", backslash)).containsExactly("['it's', 'a\\b', 'c\\d']");
    }

    @Test
    void aLongRowTakesHardlyMoreMemoryThanItIsLongAndGivesItBack() throws IOException {
        String longText = "x".repeat(20_000_000);
        String shortRows = "2,two\n".repeat(200_000);
        try (DelimitedReader reader = reader("1," + longText + "\n" + shortRows, COMMA)) {
            assertThat(reader.next()).isEqualTo(DelimitedReader.Row.WHOLE);
            assertThat(reader.end(1) - reader.start(1)).isEqualTo(longText.length());
            assertThat(reader.buffer()).hasSizeLessThan(longText.length() + 600_000);
            int rows = 0;
            while (reader.next() == DelimitedReader.Row.WHOLE) {
                assertThat(values(reader)).containsExactly("2", "two");
                rows++;
            }
            assertThat(rows).isEqualTo(200_000);
            assertThat(reader.buffer()).hasSizeLessThan(1_000_000);
        }
    }

    @Test
    void theNextLongRowTakesNoMoreThanTheFirst() throws IOException {
        String longText = "x".repeat(20_000_000);
        try (DelimitedReader reader = reader("1," + longText + "\n2," + longText + "\n", COMMA)) {
            for (int row = 1; row <= 2; row++) {
                assertThat(reader.next()).isEqualTo(DelimitedReader.Row.WHOLE);
                assertThat(reader.buffer()).hasSizeLessThan(longText.length() + 600_000);
            }
        }
    }

    @Test
    void aLongValueMayHaveManyLines() throws IOException {
        String lines = "a line\n".repeat(3_000_000);
        try (DelimitedReader reader = reader("1,\"" + lines + "\"\n2,two\n", COMMA)) {
            assertThat(reader.next()).isEqualTo(DelimitedReader.Row.WHOLE);
            assertThat(reader.spansLines(1)).isTrue();
            assertThat(reader.text(1).equals(lines)).isTrue();
            assertThat(reader.next()).isEqualTo(DelimitedReader.Row.WHOLE);
            assertThat(values(reader)).containsExactly("2", "two");
            assertThat(reader.spansLines(1)).isFalse();
        }
    }

    @Test
    void linesEndInAnyWay() throws IOException {
        assertThat(rows("1,a\r\n2,\"b\r\nc\"\r3,d\n4,e", COMMA))
                .containsExactly("[1, a]", "[2, 'b\r\nc']", "[3, d]", "[4, e]");
    }

    @Test
    void aDelimiterMayHaveSeveralCharacters() throws IOException {
        Dialect bars = new Dialect("||", (byte) '"', (byte) '"', 0, false, List.of("a"));
        assertThat(rows("1||a|b\n2|||c\n", bars)).containsExactly("[1, a|b]", "[2, |c]");
    }

    @Test
    void stepsOverTheMarkSkippedLinesAndTheHeader() throws IOException {
        Dialect skipping = new Dialect(",", (byte) '"', (byte) '"', 2, true, List.of("a", "b"));
        assertThat(rows("\ufeffReport \"of\r\n\nid,name\n1,x\n", skipping)).containsExactly("[1, x]");
    }

    @Test
    void textBehindAQuotationMarkMakesItAPartOfTheValueAndSpacesDoNot() throws IOException {
        assertThat(rows("\"a\"b,c\n\"d\" ,e\n", COMMA)).containsExactly("[\"a\"b, c]", "['d', e]");
    }

    @Test
    void aRowThatHasOtherColumnsBySuchAMarkIsMalformed() throws IOException {
        assertThat(rows("\"a\"b,c,d\n1,\"x,y\"z\n2,e\n", COMMA)).containsExactly("MALFORMED", "MALFORMED", "[2, e]");
    }

    @Test
    void aQuotationMarkThatIsNeverClosedIsAPartOfItsValueOrCostsItsLineOnly() throws IOException {
        assertThat(rows("1,a\n2,\"b\n3,c\n4,d\n", COMMA)).containsExactly("[1, a]", "[2, \"b]", "[3, c]", "[4, d]");
        assertThat(rows("1,a\n2,\"b,x\n3,c\n4,d\n", COMMA)).containsExactly("[1, a]", "MALFORMED", "[3, c]", "[4, d]");
    }

    @Test
    void aRowMayBeLongerThanTheBuffer() throws IOException {
        String text = "x\"\"y\n".repeat(300_000);
        try (DelimitedReader reader = reader("1,\"" + text + "\"\n2,b\n", COMMA)) {
            assertThat(reader.next()).isEqualTo(DelimitedReader.Row.WHOLE);
            assertThat(values(reader)).containsExactly("1", '\'' + text.replace("\"\"", "\"") + '\'');
            assertThat(reader.next()).isEqualTo(DelimitedReader.Row.WHOLE);
            assertThat(values(reader)).containsExactly("2", "b");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatIsWrittenIsRead(long seed) throws IOException {
        Random random = new Random(seed);
        StringBuilder content = new StringBuilder();
        List<String> expected = new ArrayList<>();
        String alphabet = "ab, \"\n\r;é€𝄞0123456789";
        int[] characters = alphabet.codePoints().toArray();
        // More than a buffer holds, so that rows lie across its end.
        while (content.length() < 1_500_000) {
            List<String> row = new ArrayList<>();
            for (int field = 0; field < 3; field++) {
                StringBuilder value = new StringBuilder();
                for (int length = random.nextInt(40); length > 0; length--) {
                    value.appendCodePoint(characters[random.nextInt(characters.length)]);
                }
                content.append(field == 0 ? "" : ",")
                        .append('"')
                        .append(value.toString().replace("\"", "\"\""))
                        .append('"');
                row.add('\'' + value.toString() + '\'');
            }
            content.append(random.nextBoolean() ? "\n" : "\r\n");
            expected.add(row.toString());
        }
        assertThat(rows(content.toString(), COMMA)).isEqualTo(expected);
    }

    @Test
    void goesOnWhereItWasLeft() throws IOException {
        Path file = folder.resolve("table.csv");
        try (DelimitedReader reader = reader("1,a\n2,\"b\nb\"\n3,c\n", COMMA)) {
            reader.next();
            reader.next();
            try (DelimitedReader later = DelimitedReader.at(file, COMMA, reader.offset())) {
                later.next();
                assertThat(values(later)).containsExactly("3", "c");
            }
        }
    }
}

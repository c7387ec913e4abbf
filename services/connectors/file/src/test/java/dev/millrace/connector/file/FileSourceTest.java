package dev.millrace.connector.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.connector.spi.BufferPool;
import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.ReadRequest;
import dev.millrace.connector.spi.RowForm;
import dev.millrace.connector.spi.Source;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.connector.spi.Stream;
import dev.millrace.connector.spi.StreamMessage;
import dev.millrace.connector.spi.StreamOutput;
import dev.millrace.connector.spi.StreamWidenedException;
import dev.millrace.connector.spi.Uploads;
import dev.millrace.connector.testkit.CollectedStream;
import dev.millrace.connector.testkit.SourceContractTest;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.kernel.UploadId;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileSourceTest extends SourceContractTest {

    @TempDir
    private Path folder;

    private final Map<UploadId, Path> files = new HashMap<>();

    @Override
    protected Source source() {
        return new FileSource();
    }

    @Override
    protected String configuration() {
        String orders = IntStream.rangeClosed(1, 12_000)
                .mapToObj(i -> i + ",2024-01-" + "%02d".formatted(i % 28 + 1) + "," + i + ".50")
                .collect(Collectors.joining("\n", "id,day,amount\n", "\n"));
        return upload(Map.of(
                "orders.csv", bytes(orders), "people.jsonl", bytes("{\"name\":\"Ada\"}\n{\"name\":null,\"age\":3}\n")));
    }

    @Override
    protected String refusedConfiguration() {
        return upload(Map.of("empty.csv", new byte[0]));
    }

    @Override
    protected ErrorCode refusal() {
        return ErrorCode.SOURCE_EMPTY;
    }

    @Override
    protected Uploads uploads() {
        return files::get;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String upload(Map<String, byte[]> contents) {
        List<String> uploads = new ArrayList<>();
        contents.forEach((name, content) -> {
            UploadId id = UploadId.create();
            Path file = folder.resolve(id.toString());
            try {
                Files.write(file, content);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            files.put(id, file);
            uploads.add("{\"id\":\"" + id + "\",\"fileName\":\"" + name + "\"}");
        });
        return "{\"uploads\":[" + String.join(",", uploads) + "]}";
    }

    private record Loaded(Stream stream, CollectedStream rows) {}

    private List<Loaded> loadAll(String fileName, byte[] content) {
        try (SourceSession session = open(upload(Map.of(fileName, content)))) {
            session.check();
            List<Loaded> loaded = new ArrayList<>();
            for (Stream stream : session.discover().streams()) {
                loaded.add(new Loaded(stream, read(session, stream, null, null)));
            }
            return loaded;
        }
    }

    private Loaded load(String fileName, String content) {
        return loadAll(fileName, bytes(content)).getFirst();
    }

    @Test
    void aStrayQuotationMarkIsAPartOfItsValueAndCostsNoRow() {
        StringBuilder text = new StringBuilder("day,item,note\n");
        for (int i = 0; i < 50; i++) {
            text.append(i == 20 ? "2024-01-01,\"screen 15,\"wide, flat\"\n" : "2024-01-01,lamp,\"small, red\"\n");
        }
        Loaded loaded = load("orders.csv", text.toString());

        assertThat(loaded.stream().fields()).extracting(Field::name).containsExactly("day", "item", "note");
        assertThat(loaded.rows().rows()).hasSize(50);
        assertThat(loaded.rows().values("item")).contains("\"screen 15");
        assertThat(loaded.rows().values("note")).contains("wide, flat");
    }

    @Test
    void aValueThatIsLongerThanAnyNumberIsText() {
        String digits = "7".repeat(300_000);
        Loaded loaded = load("measures.csv", "id,measure\n1,2.5\n2," + digits + "\n3,4\n");

        assertThat(types(loaded)).containsExactly("integer", "text");
        assertThat(loaded.rows().values("measure")).containsExactly("2.5", digits, "4");
    }

    private void assertRefused(String fileName, byte[] content, ErrorCode code, String message) {
        assertThatThrownBy(() -> loadAll(fileName, content))
                .isInstanceOfSatisfying(
                        MillraceException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(message);
    }

    private static List<String> types(Loaded loaded) {
        return loaded.stream().fields().stream().map(Field::type).toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    1;2                                     | integer
                    1;-2.5                                  | decimal
                    1,5;2                                   | decimal
                    1.5e3;2                                 | double
                    00123;456                               | text
                    12345678901234567890;1                  | decimal
                    true;FALSE                              | boolean
                    2024-01-31;2023-12-01                   | date
                    31.01.2024;1.2.2024                     | date
                    31/01/2024;05/06/2024                   | date
                    01/31/2024;05/06/2024                   | date
                    01/02/2024;05/06/2024                   | text
                    31/01/2024;01/31/2024                   | text
                    2024-01-31;2024-01-31 10:30             | timestamp
                    31/01/2024 9:15;05/06/2024 10:00        | timestamp
                    2024-01-31T10:30:00Z;2024-02-01T00:00:00+02:00 | timestamptz
                    2024-01-31 10:30:00.123456789;2024-01-31 10:30:00 | text
                    10:30;9:15:30                           | time
                    01901234-5678-7abc-8def-0123456789ab;01901234-5678-7abc-8def-0123456789ac | uuid
                    2024-02-30;2024-01-01                   | text
                    1;n/a                                   | text
                    """)
    void findsTheTypeThatAllValuesShare(String values, String type) {
        String content = "id;value\n"
                + Arrays.stream(values.split(";"))
                        .map(value -> "a;" + value + "\n")
                        .collect(Collectors.joining());
        Loaded loaded = load("types.csv", content);
        assertThat(types(loaded).get(1)).isEqualTo(type);
        assertThat(loaded.rows().valuesSetAside()).isZero();
    }

    @Test
    void readsDatesAndDecimalsInTheirOwnForm() {
        Loaded loaded = load(
                "de.csv", "nr;tag;betrag;zeit\n1;31.01.2024;1,50;31.01.2024 09:15\n2;1.2.2024;2;1.2.2024 10:00:30\n");
        assertThat(loaded.rows().values("tag")).containsExactly(LocalDate.of(2024, 1, 31), LocalDate.of(2024, 2, 1));
        assertThat(loaded.rows().values("betrag")).containsExactly(new BigDecimal("1.50"), new BigDecimal("2"));
        assertThat(loaded.rows().values("zeit"))
                .containsExactly(LocalDateTime.parse("2024-01-31T09:15"), LocalDateTime.parse("2024-02-01T10:00:30"));
    }

    @Test
    void aValueLateInTheFileWidensTheColumn() {
        String content = IntStream.range(0, 60_000)
                .mapToObj(i -> i + ",x")
                .collect(Collectors.joining("\n", "id,note\n", "\nlate,y\n"));
        Loaded loaded = load("late.csv", content);
        assertThat(types(loaded)).containsExactly("text", "text");
        assertThat(loaded.rows().rows()).hasSize(60_001);
        assertThat(loaded.rows().values("id").getLast()).isEqualTo("late");
    }

    @Test
    void aFileWithoutHeaderGetsNumberedColumns() {
        Loaded loaded = load("plain.csv", "1,2024-01-01,x\n2,2024-01-02,y\n");
        assertThat(loaded.stream().fields())
                .extracting(Field::name)
                .containsExactly("column_1", "column_2", "column_3");
        assertThat(loaded.rows().rows()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1,Anna,2024-01-02,10.5\n2,Ben,2024-01-03,11\n3,Cy,2024-01-04,12\n",
                "1,Anna,2024-01-02,10.5\n2,Ben,2024-01-03,11.25\n3,Cy,2024-01-04,12\n",
                "Anna,10\nBen,11\nCy,12\n"
            })
    void theFirstRowIsARowWhereItLooksLikeTheOthers(String content) {
        Loaded loaded = load("no-header.csv", content);
        assertThat(loaded.rows().rows()).hasSize(3);
        assertThat(loaded.stream().fields().getFirst().name()).isEqualTo("column_1");
    }

    @Test
    void raggedRowsLoseNothing() {
        Loaded loaded = load("ragged.csv", "id,name,amount\n1,a,2.5\n2,b\n3,c,4,extra\n4,\"quoted, x\",5\n5,\"\",\n");
        long aside = loaded.rows().setAside().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        assertThat(loaded.rows().rows().size() + aside).isEqualTo(5);
        assertThat(loaded.rows().values("name")).contains("a", "b", "quoted, x", "");
    }

    @Test
    void rowsThatAreTooLongAreSetAsideWithAReason() {
        String content = IntStream.range(0, 3_000)
                .mapToObj(i -> i + ",x")
                .collect(Collectors.joining("\n", "id,name\n", "\n1,2,3\n4,5,6\n"));
        Loaded loaded = load("long.csv", content);
        assertThat(loaded.rows().rows().size()
                        + loaded.rows().setAside().values().stream()
                                .mapToLong(Long::longValue)
                                .sum())
                .isEqualTo(3_002);
        if (loaded.rows().rows().size() == 3_000) {
            assertThat(loaded.rows().setAside()).containsValue(2L);
        }
    }

    @ParameterizedTest
    @CsvSource({"UTF-16LE,true", "UTF-16BE,true", "UTF-16LE,false", "windows-1252,false", "UTF-8,true"})
    void readsOtherEncodings(String charset, boolean mark) {
        String text = "id,name\n1,Zoë Müller\n2,José Pérez – Sánchez\n3,Łucja\n"
                .replace(charset.equals("windows-1252") ? "Łucja" : "", charset.equals("windows-1252") ? "Åse" : "");
        byte[] content = ((mark ? "\ufeff" : "") + text).getBytes(Charset.forName(charset));
        Loaded loaded = loadAll("names.csv", content).getFirst();
        assertThat(loaded.stream().fields()).extracting(Field::name).containsExactly("id", "name");
        assertThat(loaded.rows().values("name")).startsWith("Zoë Müller", "José Pérez – Sánchez");
    }

    @Test
    void readsMixedLineEndsAndKeepsThoseWithinQuotes() {
        Loaded loaded = load("mixed.csv", "id,note\r\n1,a\n2,\"b\nc\"\r3,d\r\n");
        assertThat(loaded.rows().values("note")).containsExactly("a", "b\nc", "d");
    }

    @Test
    void tellsAnEmptyValueFromAnEmptyText() {
        Loaded loaded = load("empty-values.csv", "id,note,more\n1,,x\n2,\"\",y\n");
        assertThat(loaded.rows().values("note")).containsExactly(null, "");
    }

    @Test
    void refusesWhatIsNoTableAndSaysWhatToDo() throws IOException {
        assertRefused("empty.csv", new byte[0], ErrorCode.SOURCE_EMPTY, "empty.csv is empty. Use a file");
        assertRefused("blank.csv", bytes(" \n\n"), ErrorCode.SOURCE_EMPTY, "is empty");
        assertRefused("a.csv", bytes("%PDF-1.7 ..."), ErrorCode.SOURCE_UNREADABLE, "a.csv is a PDF document");
        assertRefused("a.csv", new byte[] {1, 0, 2, 0, 0, 0, 3, 9, 7}, ErrorCode.SOURCE_UNREADABLE, "is not text");
        assertRefused("a.xlsx", bytes("id,name\n1,x\n"), ErrorCode.SOURCE_UNREADABLE, "is not an Excel workbook");
        assertRefused("a.csv", workbook(), ErrorCode.SOURCE_UNREADABLE, "Rename it so that it ends in .xlsx");
        assertRefused("a.xlsx", Arrays.copyOf(workbook(), 900), ErrorCode.SOURCE_UNREADABLE, "a.xlsx");
        byte[] locked = {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0, (byte) 0xa1, (byte) 0xb1, 0x1a, (byte) 0xe1, 0, 0
        };
        assertRefused("a.xlsx", locked, ErrorCode.SOURCE_UNREADABLE, "protected with a password");
        assertRefused("a.jsonl", bytes("{\"a\":1}\n{oops\n"), ErrorCode.SOURCE_UNREADABLE, "is not JSON in line 2");
    }

    @Test
    void refusesMoreColumnsThanATableCanHold() {
        String header = IntStream.range(0, 2_000).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
        String row = IntStream.range(0, 2_000).mapToObj(Integer::toString).collect(Collectors.joining(","));
        assertRefused(
                "wide.csv",
                bytes(header + "\n" + row + "\n" + row + "\n"),
                ErrorCode.SOURCE_UNREADABLE,
                "\"wide\" has 2,000 columns, and a table can hold 1,598.");
    }

    @Test
    void readsAWideTable() {
        String header = IntStream.range(0, 1_500).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
        String row = IntStream.range(0, 1_500).mapToObj(Integer::toString).collect(Collectors.joining(","));
        Loaded loaded = load("wide.csv", header + "\n" + (row + "\n").repeat(300));
        assertThat(loaded.stream().fields()).hasSize(1_500);
        assertThat(loaded.rows().rows()).hasSize(300);
    }

    private static byte[] workbook() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(out);
        return out.toByteArray();
    }

    private static void write(OutputStream out) throws IOException {
        try (Workbook workbook = new Workbook(out, "test", "1.0")) {
            Worksheet orders = workbook.newWorksheet("Orders");
            List<String> header = List.of("Order", "Day", "Amount", "Paid", "Code", "At");
            for (int i = 0; i < header.size(); i++) {
                orders.value(0, i, header.get(i));
            }
            for (int row = 1; row <= 3; row++) {
                orders.value(row, 0, row);
                orders.value(row, 1, LocalDate.of(2024, 1, row));
                orders.style(row, 1).format("yyyy-mm-dd").set();
                orders.value(row, 2, row == 3 ? 0.1 : row * 1.25);
                orders.value(row, 3, row % 2 == 0);
                orders.value(row, 4, "00" + row);
                orders.value(row, 5, LocalDateTime.of(2024, 1, row, 10, 30));
                orders.style(row, 5).format("dd/mm/yy hh:mm").set();
            }
            workbook.newWorksheet("Nothing");
            Worksheet plain = workbook.newWorksheet("Plain");
            plain.value(0, 0, 1);
            plain.value(0, 1, "a");
            plain.value(1, 0, 2);
        }
    }

    @Test
    void readsEverySheetOfAWorkbookThatHoldsSomething() throws IOException {
        List<Loaded> sheets = loadAll("Shop.xlsx", workbook());
        assertThat(sheets).extracting(sheet -> sheet.stream().name()).containsExactly("Shop Orders", "Shop Plain");
        CollectedStream orders = sheets.get(0).rows();
        assertThat(types(sheets.get(0))).containsExactly("integer", "date", "decimal", "boolean", "text", "timestamp");
        assertThat(orders.values("Day"))
                .containsExactly(LocalDate.of(2024, 1, 1), LocalDate.of(2024, 1, 2), LocalDate.of(2024, 1, 3));
        assertThat(orders.values("Amount"))
                .containsExactly(new BigDecimal("1.25"), new BigDecimal("2.5"), new BigDecimal("0.1"));
        assertThat(orders.values("Code")).containsExactly("001", "002", "003");
        assertThat(orders.values("At")).startsWith(LocalDateTime.parse("2024-01-01T10:30"));
        assertThat(sheets.get(1).rows().values("column_2")).containsExactly("a", null);
    }

    @Test
    void readsJsonLinesAndArrays() {
        String lines =
                "{\"id\":1,\"at\":\"2024-01-01T10:00:00Z\",\"tags\":[1],\"n\":1.5}\n{\"id\":2,\"late\":true,\"zip\":\"00123\"}\n";
        Loaded loaded = load("events.jsonl", lines);
        assertThat(loaded.stream().fields())
                .extracting(Field::name)
                .containsExactly("id", "at", "tags", "n", "late", "zip");
        assertThat(types(loaded)).containsExactly("integer", "timestamptz", "json", "decimal", "boolean", "text");
        assertThat(loaded.rows().values("at")).containsExactly(Instant.parse("2024-01-01T10:00:00Z"), null);
        assertThat(loaded.rows().values("tags")).containsExactly("[1]", null);
        assertThat(load("events.json", "[" + lines.replace("}\n{", "},{") + "]")
                        .rows()
                        .rows())
                .hasSize(2);
    }

    @Test
    void memoryStaysFlatForALargeFile() throws IOException {
        Path large = folder.resolve("large.csv");
        long bytes = Long.getLong("millrace.large-file-bytes", 40L * 1024 * 1024);
        long rows = 0;
        try (BufferedWriter out = Files.newBufferedWriter(large)) {
            out.write("id,day,amount,note\n");
            for (long written = 0; written < bytes; rows++) {
                String line =
                        rows + ",2024-01-31," + rows % 1000 + ".25,some text that goes on for a while " + rows + "\n";
                out.write(line);
                written += line.length();
            }
        }
        UploadId id = UploadId.create();
        files.put(id, large);
        try (SourceSession session = open("{\"uploads\":[{\"id\":\"" + id + "\",\"fileName\":\"large.csv\"}]}")) {
            Stream stream = session.discover().streams().getFirst();
            assertThat((double) stream.estimatedRows()).isCloseTo(rows, withinPercentage(5));
            long[] count = {0};
            BufferPool pool = new BufferPool(3);
            var output = new StreamOutput(RowForm.of(stream.fields()), pool, message -> {
                if (message instanceof StreamMessage.RowBatch batch) {
                    count[0] += batch.rows();
                    batch.release();
                }
            });
            session.read(ReadRequest.of(stream.name(), stream.fields(), List.of(), null, null), output);
            output.flush();
            assertThat(count[0]).isEqualTo(rows);
        }
    }

    private byte[] largeTable(String lastLines) {
        int rows = DelimitedText.WHOLE_LOOK_BYTES / 20;
        StringBuilder content = new StringBuilder("id,day,note\n");
        for (int i = 0; i < rows; i++) {
            content.append(i)
                    .append(",2024-01-")
                    .append(10 + i % 20)
                    .append(",some text ")
                    .append(i)
                    .append('\n');
        }
        return bytes(content + lastLines);
    }

    @Test
    void aValueThatTheSampleDidNotShowWidensTheStreamOnce() {
        String wide = "x7,2024-01-31 10:30,last\n";
        String narrow = "8,2024-01-31,more\n".repeat(20_000);
        try (SourceSession session = open(upload(Map.of("large.csv", largeTable(wide + narrow))))) {
            Stream sampled = session.discover().streams().getFirst();
            assertThat(sampled.fields()).extracting(Field::type).containsExactly("integer", "date", "text");
            StreamWidenedException widened =
                    catchThrowableOfType(StreamWidenedException.class, () -> read(session, sampled, null, null));
            assertThat(widened.stream().fields()).extracting(Field::type).containsExactly("text", "timestamp", "text");
            CollectedStream rows = read(session, widened.stream(), null, null);
            assertThat(rows.rows()).hasSize(DelimitedText.WHOLE_LOOK_BYTES / 20 + 20_001);
            assertThat(rows.values("id")).contains("x7", "0", "8");
            assertThat(rows.valuesSetAside()).isZero();
        }
    }

    @Test
    void bytesThatTurnOutToBeOfAnotherEncodingLateAreReadInIt() {
        byte[] ascii = largeTable("");
        byte[] late = "7,2024-01-31,Z\u00fcrich\n".getBytes(Charset.forName("windows-1252"));
        byte[] more = bytes("8,2024-01-31,more\n".repeat(20_000));
        byte[] content = Arrays.copyOf(ascii, ascii.length + late.length + more.length);
        System.arraycopy(late, 0, content, ascii.length, late.length);
        System.arraycopy(more, 0, content, ascii.length + late.length, more.length);
        try (SourceSession session = open(upload(Map.of("large.csv", content)))) {
            Stream sampled = session.discover().streams().getFirst();
            StreamWidenedException corrected =
                    catchThrowableOfType(StreamWidenedException.class, () -> read(session, sampled, null, null));
            assertThat(read(session, corrected.stream(), null, null).values("note"))
                    .contains("Z\u00fcrich");
        }
    }

    @Test
    void emptyQuotesSayNothingOfAColumnsType() {
        Loaded loaded = load("quoted.csv", "\"id\",\"amount\"\n\"1\",\"2.5\"\n\"2\",\"\"\n");
        assertThat(types(loaded)).containsExactly("integer", "decimal");
        assertThat(loaded.rows().values("amount")).containsExactly(new BigDecimal("2.5"), null);
    }

    @Test
    void readsTheShopsFilesWithTheirCountsAndSums() throws IOException {
        Path shop = Path.of(System.getenv()
                        .getOrDefault("MILLRACE_DATA", System.getProperty("millrace.basedir", ".") + "/../shared/data"))
                .resolve("shop");
        assumeTrue(Files.exists(shop), "the outside data is not here");
        Loaded payments = loadAll("raw_payments.csv", Files.readAllBytes(shop.resolve("raw_payments.csv")))
                .getFirst();
        List<String> lines = Files.readAllLines(shop.resolve("raw_payments.csv"));
        assertThat(payments.rows().rows()).hasSize(lines.size() - 1);
        long sum = lines.stream()
                .skip(1)
                .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(',') + 1)))
                .sum();
        assertThat(payments.rows().values("amount").stream()
                        .mapToLong(value -> (Long) value)
                        .sum())
                .isEqualTo(sum);
        Loaded orders = loadAll("raw_orders.csv", Files.readAllBytes(shop.resolve("raw_orders.csv")))
                .getFirst();
        assertThat(types(orders)).containsExactly("integer", "integer", "date", "text");
        assertThat(orders.rows().rows())
                .hasSize(Files.readAllLines(shop.resolve("raw_orders.csv")).size() - 1);
    }
}

package dev.millrace.connector.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.connector.spi.Stream;
import dev.millrace.connector.testkit.SourceContractTest;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What holds for files of every store. */
abstract class StoreContractTest extends SourceContractTest {

    /** Puts a file there, or another one in its place. */
    abstract void put(String name, byte[] content);

    /** A configuration of all files that are there below a folder, in tables as the words say. */
    abstract String configuration(String folder, String tables);

    @Override
    protected String configuration() {
        put("contract/orders-2024-01.csv", bytes(orders(1, 7_000)));
        put("contract/orders-2024-02.csv", bytes(orders(7_001, 9_000)));
        put("contract/people.jsonl", bytes("{\"name\":\"Ada\"}\n{\"name\":null,\"age\":3}\n"));
        return configuration("contract", "similar names");
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String orders(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(i -> i + ",2024-01-" + "%02d".formatted(i % 28 + 1) + "," + i + ".50")
                .collect(Collectors.joining("\n", "id,day,amount\n", "\n"));
    }

    static byte[] gzip(byte[] content) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(content);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return packed.toByteArray();
    }

    static byte[] zip(String... namesAndContents) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(packed)) {
            for (int i = 0; i < namesAndContents.length; i += 2) {
                out.putNextEntry(new ZipEntry(namesAndContents[i]));
                out.write(bytes(namesAndContents[i + 1]));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return packed.toByteArray();
    }

    private static byte[] workbook() {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(written, "test", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("Plan");
            sheet.value(0, 0, "id");
            sheet.value(0, 1, "name");
            sheet.value(1, 0, 1);
            sheet.value(1, 1, "Ada");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return written.toByteArray();
    }

    private KeyedRows synced(String folder, String stream) {
        KeyedRows rows = new KeyedRows();
        sync(rows, folder, stream);
        return rows;
    }

    private void sync(KeyedRows rows, String folder, String stream) {
        try (SourceSession session = open(configuration(folder, "similar names"))) {
            rows.sync(session, stream);
        }
    }

    private Stream discovered(String folder, String tables) {
        try (SourceSession session = open(configuration(folder, tables))) {
            return session.discover().streams().getFirst();
        }
    }

    private static List<@Nullable Object> longs(int... values) {
        return Arrays.stream(values).mapToObj(value -> (Object) (long) value).collect(Collectors.toList());
    }

    @Test
    void filesOfSimilarNamesAreOneStreamWithTheirOrigin() {
        put("one/sales-2024-01.csv", bytes("id,name\n1,Ada\n2,Bob\n"));
        put("one/sales-2024-02.csv", bytes("id,name\n3,Cy\n"));

        Stream stream = discovered("one", "similar names");
        KeyedRows rows = synced("one", "sales");

        assertThat(stream.name()).isEqualTo("sales");
        assertThat(stream.fields()).extracting(Field::name).containsExactly("id", "name", "_file", "_row", "_modified");
        assertThat(stream.primaryKey()).containsExactly("_file", "_row");
        assertThat(rows.values("id")).containsExactlyElementsOf(longs(1, 2, 3));
        assertThat(rows.values("_row")).containsExactlyElementsOf(longs(1, 2, 1));
        assertThat(rows.values("_file"))
                .allSatisfy(file -> assertThat(String.valueOf(file)).contains("one/sales-2024-0"));
        assertThat(rows.values("_modified")).doesNotContainNull();
    }

    @Test
    void eachFileMayBeAStreamAndAllMayBeOne() {
        put("each/a.csv", bytes("id\n1\n"));
        put("each/b.csv", bytes("id\n2\n"));
        try (SourceSession each = open(configuration("each", "each file"));
                SourceSession all = open(configuration("each", "all files"))) {
            assertThat(each.discover().streams()).extracting(Stream::name).containsExactly("a", "b");
            assertThat(all.discover().streams()).extracting(Stream::name).containsExactly("files");
        }
    }

    @Test
    void whatHasNotChangedIsNotReadAgain() {
        put("again/a1.csv", bytes("id\n1\n2\n"));
        put("again/a2.csv", bytes("id\n3\n"));
        KeyedRows rows = synced("again", "a");
        assertThat(rows.written()).isEqualTo(3);

        sync(rows, "again", "a");
        assertThat(rows.written()).isZero();

        put("again/a3.csv", bytes("id\n4\n"));
        sync(rows, "again", "a");
        assertThat(rows.written()).isEqualTo(1);
        assertThat(rows.values("id")).containsExactlyInAnyOrderElementsOf(longs(1, 2, 3, 4));
    }

    @Test
    void aChangedFileTakesThePlaceOfItsEarlierRows() {
        put("changed/a1.csv", bytes("id\n1\n2\n3\n4\n"));
        put("changed/a2.csv", bytes("id\n9\n"));
        KeyedRows rows = synced("changed", "a");

        put("changed/a1.csv", bytes("id\n10\n20\n"));
        sync(rows, "changed", "a");

        assertThat(rows.values("id")).containsExactlyInAnyOrderElementsOf(longs(10, 20, 9));
    }

    @Test
    void aReadThatWasKilledGoesOnAndNeitherLosesNorRepeatsARow() {
        put("killed/a1.csv", bytes(orders(1, 12_000)));
        put("killed/a2.csv", bytes(orders(12_001, 30_000)));
        KeyedRows rows = new KeyedRows();
        for (int kill = 4_000; kill < 30_000; kill += 9_000) {
            rows.failAfter(kill);
            try {
                sync(rows, "killed", "a");
            } catch (IllegalStateException e) {
                assertThat(e).hasMessage("killed");
            }
        }
        sync(rows, "killed", "a");

        assertThat(rows.values("id"))
                .containsExactlyInAnyOrderElementsOf(
                        longs(IntStream.rangeClosed(1, 30_000).toArray()));
    }

    @Test
    void aFileThatChangesBetweenTwoAttemptsIsReadFromItsBeginning() {
        put("between/a1.csv", bytes(orders(1, 12_000)));
        KeyedRows rows = new KeyedRows();
        rows.failAfter(9_000);
        assertThatThrownBy(() -> sync(rows, "between", "a")).hasMessage("killed");
        assertThat(rows.state()).contains("\"rows\":5000");

        put("between/a1.csv", bytes(orders(101, 400)));
        sync(rows, "between", "a");

        assertThat(rows.values("id"))
                .containsExactlyInAnyOrderElementsOf(
                        longs(IntStream.rangeClosed(101, 400).toArray()));
    }

    @Test
    void columnsAreThoseOfAllFilesAndAsWideAsAllNeed() {
        for (int i = 1; i <= 7; i++) {
            put(
                    "wide/w" + i + ".csv",
                    bytes(i == 3 ? "id,amount,note\n3,n/a,late\n" : "id,amount\n" + i + ",1." + i + "\n"));
        }
        KeyedRows rows = synced("wide", "w");

        assertThat(rows.values("amount")).containsExactlyInAnyOrder("1.1", "1.2", "n/a", "1.4", "1.5", "1.6", "1.7");
        assertThat(rows.values("note")).containsOnly("late", null).contains("late");
    }

    @Test
    void datesThatOneFileLeavesOpenAreReadAsTheOthersAre() {
        put("days/d1.csv", bytes("id,day\n1,01/02/2024\n"));
        put("days/d2.csv", bytes("id,day\n2,31/01/2024\n"));

        assertThat(KeyedRows.types(discovered("days", "similar names"))).startsWith("integer", "date");
        assertThat(synced("days", "d").values("day").toString()).contains("2024-02-01", "2024-01-31");
    }

    @Test
    void packedFilesAndWorkbooksAreReadAsTheyCome() {
        put("packed/a.csv.gz", gzip(bytes("id,amount\n1,2.50\n")));
        put("packed/b.zip", zip("inner/b.csv", "id\n7\n", "__MACOSX/._b.csv", "x"));
        put("packed/c.xlsx", workbook());
        put("packed/d.jsonl.gz", gzip(bytes("{\"id\":5}\n")));

        assertThat(synced("packed", "a").values("amount")).containsExactly(new BigDecimal("2.50"));
        assertThat(synced("packed", "b").values("id")).containsExactlyElementsOf(longs(7));
        assertThat(synced("packed", "c").values("name")).containsExactly("Ada");
        assertThat(synced("packed", "d").values("id")).containsExactlyElementsOf(longs(5));
    }

    @Test
    void aLargePackedFileIsJudgedByItsBeginningAndReadToItsEnd() {
        put("large/a.csv.gz", gzip(bytes(orders(1, 400_000) + "last,2024-01-01,1\n")));

        KeyedRows rows = synced("large", "a");

        assertThat(rows.values("id")).hasSize(400_001).contains("last", "400000");
    }

    @Test
    void anEmptyFileAmongOthersHasNoRowsAndOneByItselfIsSaidSo() {
        put("empty/a1.csv.gz", gzip(new byte[0]));
        put("empty/a2.csv", bytes("id\n1\n"));
        assertThat(synced("empty", "a").values("id")).containsExactlyElementsOf(longs(1));

        put("nothing/a1.csv.gz", gzip(new byte[0]));
        assertRefused("nothing", ErrorCode.SOURCE_EMPTY, "a1.csv.gz is empty.");
    }

    @Test
    void whatCanNotBeReadIsSaidInASentence() {
        put("torn/a.csv.gz", Arrays.copyOf(gzip(bytes(orders(1, 5_000))), 9_000));
        assertRefused(
                "torn", ErrorCode.SOURCE_UNREADABLE, "a.csv.gz is cut off: it ends in the middle of what is packed.");
        put("many/a.zip", zip("x.csv", "id\n1\n", "y.csv", "id\n2\n"));
        assertRefused("many", ErrorCode.SOURCE_UNREADABLE, "a.zip holds 2 files (x.csv, y.csv). Unpack it");
        put("page/a.csv", bytes("\n<!DOCTYPE html><html><body>Log in</body></html>"));
        assertRefused("page", ErrorCode.SOURCE_UNREADABLE, "a.csv is a web page, not a table.");
    }

    void assertRefused(String folder, ErrorCode code, String message) {
        assertThatThrownBy(() -> {
                    try (SourceSession session = open(configuration(folder, "similar names"))) {
                        session.check();
                    }
                })
                .isInstanceOfSatisfying(
                        MillraceException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(message);
    }
}

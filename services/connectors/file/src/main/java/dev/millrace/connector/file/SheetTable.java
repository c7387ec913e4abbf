package dev.millrace.connector.file;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.connector.file.google.SheetsApi;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A sheet of a Google spreadsheet, as it was at one time: its rows are kept in a file of the worker, so that looking at the types and
 * reading see the same.
 */
final class SheetTable implements Table {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Days are counted from here, as in Excel (developers.google.com/workspace/sheets/api/guides/formats). */
    private static final LocalDateTime DAY_ZERO = LocalDate.of(1899, 12, 30).atStartOfDay();

    private static final BigDecimal MILLIS_OF_DAY = BigDecimal.valueOf(86_400_000);
    private static final int LONG_DIGITS = 18;

    private final String name;
    private final Path file;
    private final List<String> header;

    /** Columns that have a name or a value. */
    private final int[] columns;

    private final int rowsAbove;
    private final long fingerprint;

    private SheetTable(String name, Path file, List<String> header, int[] columns, int rowsAbove, long fingerprint) {
        this.name = name;
        this.file = file;
        this.header = header;
        this.columns = columns;
        this.rowsAbove = rowsAbove;
        this.fingerprint = fingerprint;
    }

    /** Fetches a sheet. */
    static SheetTable fetch(SheetsApi api, SheetsApi.Sheet sheet, Path folder) {
        BitSet filled = new BitSet();
        List<JsonNode> first = new ArrayList<>();
        try {
            Path file = Files.createTempFile(folder, "sheet-", ".json");
            CRC32 fingerprint = new CRC32();
            try (OutputStream out = new CheckedOutputStream(
                            new BufferedOutputStream(Files.newOutputStream(file)), fingerprint);
                    JsonGenerator written = JSON.createGenerator(out)) {
                api.rows(sheet, row -> {
                    if (isEmpty(row)) {
                        return;
                    }
                    if (first.size() < TitleRows.LOOKED_AT) {
                        first.add(row);
                    } else {
                        mark(filled, row);
                    }
                    write(written, row, sheet.title());
                });
            }
            return of(sheet.title(), file, first, filled, fingerprint.getValue());
        } catch (IOException e) {
            throw TableFiles.noRoom(sheet.title(), e);
        }
    }

    private static void write(JsonGenerator written, JsonNode row, String title) {
        try {
            JSON.writeTree(written, row);
        } catch (IOException e) {
            throw TableFiles.noRoom(title, e);
        }
    }

    private static SheetTable of(String name, Path file, List<JsonNode> first, BitSet filled, long fingerprint) {
        int above = TitleRows.above(first.stream().map(SheetTable::filled).toList());
        // What stands above the table makes no column.
        first.subList(above, first.size()).forEach(row -> mark(filled, row));
        int[] columns = filled.stream().toArray();
        boolean named = first.size() > above && isHeader(first.get(above));
        List<String> header = new ArrayList<>();
        for (int column : columns) {
            Object cell = named ? cell(first.get(above).path(column)) : null;
            header.add(cell == null ? "" : cell.toString().strip());
        }
        return new SheetTable(name, file, header, columns, named ? above + 1 : above, fingerprint);
    }

    private static void mark(BitSet filled, JsonNode row) {
        for (int i = 0; i < row.size(); i++) {
            if (!isEmptyCell(row.get(i))) {
                filled.set(i);
            }
        }
    }

    private static long filled(JsonNode row) {
        long filled = 0;
        for (JsonNode cell : row) {
            filled += isEmptyCell(cell) ? 0 : 1;
        }
        return filled;
    }

    /** A row of names is all text. */
    private static boolean isHeader(JsonNode row) {
        for (JsonNode cell : row) {
            Object value = cell(cell);
            if (value != null && !(value instanceof String)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isEmpty(JsonNode row) {
        return filled(row) == 0;
    }

    private static boolean isEmptyCell(JsonNode cell) {
        return cell(cell) == null;
    }

    /** The value of a cell; null for one that is empty, or an error such as #N/A. */
    static @Nullable Object cell(JsonNode cell) {
        JsonNode value = cell.path("effectiveValue");
        if (value.has("boolValue")) {
            return value.path("boolValue").booleanValue();
        }
        if (value.has("stringValue")) {
            String text = value.path("stringValue").textValue();
            return text.isEmpty() ? null : text;
        }
        if (!value.has("numberValue")) {
            return null;
        }
        BigDecimal number = BigDecimal.valueOf(value.path("numberValue").doubleValue());
        return switch (cell.path("effectiveFormat")
                .path("numberFormat")
                .path("type")
                .asText("")) {
            case "DATE" -> DAY_ZERO.plusDays(number.longValue());
            case "DATE_TIME" -> DAY_ZERO.plus(millis(number), ChronoUnit.MILLIS);
            case "TIME" ->
                isOfOneDay(number) ? LocalTime.MIDNIGHT.plus(millis(number), ChronoUnit.MILLIS) : plain(number);
            default -> plain(number);
        };
    }

    private static long millis(BigDecimal days) {
        return Math.round(days.multiply(MILLIS_OF_DAY).doubleValue());
    }

    /** A length of time may be longer than a day. */
    private static boolean isOfOneDay(BigDecimal days) {
        return days.signum() >= 0 && millis(days) < MILLIS_OF_DAY.longValue();
    }

    private static Object plain(BigDecimal number) {
        BigDecimal whole = number.stripTrailingZeros();
        return whole.scale() <= 0 && whole.precision() - whole.scale() <= LONG_DIGITS
                ? (Object) whole.longValueExact()
                : number;
    }

    boolean isEmpty() {
        return columns.length == 0;
    }

    /** Another number when the content is another one. */
    long fingerprint() {
        return fingerprint;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isUntyped() {
        return false;
    }

    @Override
    public List<String> header() {
        return header;
    }

    @Override
    public Map<String, Long> rejected() {
        return Map.of();
    }

    @Override
    public void forEachRow(RowVisitor visitor) {
        @Nullable Object[] cells = new Object[columns.length];
        int row = 0;
        try (JsonParser parser = JSON.createParser(file.toFile())) {
            while (parser.nextToken() == JsonToken.START_ARRAY) {
                JsonNode read = parser.readValueAsTree();
                if (row++ < rowsAbove) {
                    continue;
                }
                for (int i = 0; i < columns.length; i++) {
                    cells[i] = cell(read.path(columns[i]));
                }
                if (!visitor.row(cells)) {
                    return;
                }
            }
        } catch (IOException e) {
            throw FileKind.damaged(name, e);
        }
    }
}

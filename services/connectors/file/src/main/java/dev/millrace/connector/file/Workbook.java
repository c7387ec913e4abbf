package dev.millrace.connector.file;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.jspecify.annotations.Nullable;

/** The sheets of an Excel workbook (.xlsx), read row by row. */
final class Workbook implements AutoCloseable {

    /** With the formats of cells, by which a date differs from a number; errors such as #N/A as cells of their own. */
    private static final ReadingOptions OPTIONS = new ReadingOptions(true, true);

    private final String fileName;
    private final ReadableWorkbook workbook;

    Workbook(String fileName, Path file) {
        this.fileName = fileName;
        try {
            this.workbook = new ReadableWorkbook(file.toFile(), OPTIONS);
        } catch (IOException | RuntimeException e) {
            throw FileKind.damaged(fileName, e);
        }
    }

    /** The sheets that hold something. */
    List<Table> tables(String baseName) {
        List<Sheet> sheets = new ArrayList<>();
        for (Sheet sheet : workbook.getSheets().toList()) {
            if (!new SheetTable(sheet, "").isEmpty()) {
                sheets.add(sheet);
            }
        }
        if (sheets.isEmpty()) {
            throw FileKind.empty(fileName);
        }
        List<Table> tables = new ArrayList<>();
        for (Sheet sheet : sheets) {
            tables.add(new SheetTable(sheet, sheets.size() == 1 ? baseName : baseName + " " + sheet.getName()));
        }
        return tables;
    }

    @Override
    public void close() {
        try {
            workbook.close();
        } catch (IOException ignored) {
            // It was only read.
        }
    }

    private final class SheetTable implements Table {

        private final Sheet sheet;
        private final String name;
        private @Nullable Header header;

        /** Names, and how many rows that are not empty come before the first of data. */
        private record Header(List<String> names, int rows) {}

        SheetTable(Sheet sheet, String name) {
            this.sheet = sheet;
            this.name = name;
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
        public Map<String, Long> rejected() {
            return Map.of();
        }

        boolean isEmpty() {
            return first(1).isEmpty();
        }

        @Override
        public List<String> header() {
            return findHeader().names();
        }

        private Header findHeader() {
            Header known = header;
            if (known == null) {
                known = headerOf(first(2));
                header = known;
            }
            return known;
        }

        /** The first row names the columns when it is all text; a sheet of values begins with something else. */
        private static Header headerOf(List<@Nullable Object[]> rows) {
            if (rows.isEmpty()) {
                return new Header(List.of(), 0);
            }
            List<String> names = new ArrayList<>();
            for (@Nullable Object cell : rows.getFirst()) {
                if (cell != null && !(cell instanceof String)) {
                    return new Header(List.of(), 0);
                }
                names.add(cell == null ? "" : cell.toString().strip());
            }
            return new Header(names, 1);
        }

        private List<@Nullable Object[]> first(int count) {
            List<@Nullable Object[]> rows = new ArrayList<>();
            readRows(cells -> {
                rows.add(cells.clone());
                return rows.size() < count;
            });
            return rows;
        }

        @Override
        public void forEachRow(RowVisitor visitor) {
            int[] skip = {findHeader().rows()};
            readRows(cells -> skip[0]-- > 0 || visitor.row(cells));
        }

        private void readRows(RowVisitor visitor) {
            try (Stream<Row> rows = sheet.openStream()) {
                Iterator<Row> iterator = rows.iterator();
                while (iterator.hasNext()) {
                    @Nullable Object[] cells = cells(iterator.next());
                    if (cells != null && !visitor.row(cells)) {
                        return;
                    }
                }
            } catch (IOException | ExcelReaderException e) {
                throw FileKind.damaged(fileName, e);
            }
        }

        /** The cells of a row; null when all are empty. */
        private static @Nullable Object @Nullable [] cells(Row row) {
            @Nullable Object[] cells = new Object[row.getCellCount()];
            boolean empty = true;
            for (int i = 0; i < cells.length; i++) {
                cells[i] = value(row.getCell(i));
                empty &= cells[i] == null;
            }
            return empty ? null : cells;
        }

        private static @Nullable Object value(@Nullable Cell cell) {
            if (cell == null || cell.getType() == CellType.EMPTY) {
                return null;
            }
            return switch (cell.getType()) {
                case BOOLEAN -> cell.asBoolean();
                case NUMBER -> number(cell);
                case STRING -> cell.asString().isEmpty() ? null : cell.asString();
                case FORMULA -> formula(cell);
                // #N/A and the like: there is no value.
                case ERROR, EMPTY -> null;
            };
        }

        /** What a formula came to when the workbook was saved. */
        private static @Nullable Object formula(Cell cell) {
            Object value = cell.getValue();
            return switch (value) {
                case null -> null;
                case BigDecimal ignored -> number(cell);
                case Boolean truth -> truth;
                default -> value.toString().isEmpty() ? null : value.toString();
            };
        }

        private static Object number(Cell cell) {
            BigDecimal number = (BigDecimal) cell.getValue();
            if (isDate(cell)) {
                try {
                    return cell.asDate();
                } catch (DateTimeException | ExcelReaderException e) {
                    return number;
                }
            }
            // A cell holds a double, written with up to 17 digits: 0.1 may read 0.10000000000000001.
            BigDecimal plain = BigDecimal.valueOf(number.doubleValue());
            BigDecimal whole = plain.stripTrailingZeros();
            return whole.scale() <= 0 && whole.precision() - whole.scale() <= 18
                    ? (Object) whole.longValueExact()
                    : plain;
        }

        /** Whether a number is shown as a date: its format has a day or year, outside of quotes and brackets. */
        private static boolean isDate(Cell cell) {
            String format = cell.getDataFormatString();
            if (format == null) {
                return false;
            }
            String letters =
                    format.replaceAll("\"[^\"]*\"|\\\\.|\\[[^\\]]*\\]", "").toLowerCase(Locale.ROOT);
            return letters.contains("yy") || letters.contains("d");
        }
    }
}

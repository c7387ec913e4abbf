package dev.millrace.connector.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table of delimited text. Every value is taken as text: what the columns are is decided by looking at all of them, or
 * at a sample of a large file and then at those that are read.
 */
final class DelimitedText implements Table {

    /** A file up to here is looked at whole before it is read. */
    static final int WHOLE_LOOK_BYTES = 8 * 1024 * 1024;

    private static final int BEGINNING_BYTES = 1024 * 1024;
    private static final int HEADER_ROWS = 1_000;
    private static final int WINDOWS = 48;
    private static final int WINDOW_BYTES = 48 * 1024;

    private final String name;
    private final String fileName;
    private final Path folder;
    private Path file;

    /** Whether the file was rewritten after checkpoints with places in it may have been made. */
    private boolean moved;

    private Dialect dialect;
    private final Map<String, Long> rejected = new LinkedHashMap<>();

    DelimitedText(Connection duckDb, String name, String fileName, Path file, Path folder) throws IOException {
        this.name = name;
        this.fileName = fileName;
        this.folder = folder;
        this.file = PlainText.likeItsBeginning(fileName, file, folder);
        Path beginning = PlainText.beginning(this.file, BEGINNING_BYTES, folder);
        try {
            Dialect sniffed = HeaderRow.correct(
                    beginning, new DialectSniffer(duckDb, fileName).sniff(beginning, firstLine(beginning)));
            this.dialect = sniffed;
            if (sniffed.hasHeader() && isRow(sniffed.columns())) {
                this.dialect = sniffed.withoutHeader();
            }
        } finally {
            Files.delete(beginning);
        }
    }

    /**
     * Whether names are values: where every number, date or the like of the next rows has one of its sort above it. The
     * sniffer asks for the very same type, and takes 10.5 above 11 for a name.
     */
    private boolean isRow(List<String> names) {
        List<ColumnProfile> columns =
                names.stream().map(name -> new ColumnProfile(true)).toList();
        int[] rows = {0};
        visit(
                0,
                BEGINNING_BYTES,
                cells -> {
                    for (int i = 0; i < cells.length; i++) {
                        columns.get(i).see(cells[i]);
                    }
                    return ++rows[0] < HEADER_ROWS;
                },
                new LinkedHashMap<>());
        int alike = 0;
        for (int i = 0; i < names.size(); i++) {
            TextForm form = columns.get(i).form();
            String name = names.get(i).strip();
            if (form == TextForm.TEXT || name.isEmpty()) {
                continue;
            }
            boolean same =
                    EnumSet.allOf(TextForm.class).stream().anyMatch(other -> other.isOfSort(form) && other.fits(name));
            if (!same) {
                return false;
            }
            alike++;
        }
        return alike > 0;
    }

    private static byte[] firstLine(Path beginning) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try (var in = Files.newInputStream(beginning)) {
            byte[] head = in.readNBytes(WINDOW_BYTES);
            for (int i = 0; i < head.length && head[i] != '\n'; i++) {
                line.write(head[i]);
            }
        }
        return line.toByteArray();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isUntyped() {
        return true;
    }

    @Override
    public List<String> header() {
        return dialect.header();
    }

    /** Whether the file is so large that its columns are judged by a sample first. */
    boolean isLarge() {
        return size() > WHOLE_LOOK_BYTES;
    }

    long size() {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw FileKind.damaged(fileName, e);
        }
    }

    /** A reader behind the rows that were read. */
    DelimitedReader open(FileState state) {
        boolean byRows = moved || state.offset() == 0;
        DelimitedReader reader = open(byRows ? 0 : state.offset());
        Map<String, Long> counted = new LinkedHashMap<>();
        for (long row = byRows ? 0 : state.rows(); row < state.rows() && nextRow(reader, counted); row++) {
            // What was set aside before these rows was counted with them.
        }
        return reader;
    }

    /** Where a reader is. A place in a file that was rewritten means nothing to whoever opens the original. */
    FileState state(long rows, DelimitedReader reader, boolean done) {
        return new FileState(rows, moved ? 0 : reader.offset(), done);
    }

    /** A reader at the first row, or where a row begins. */
    private DelimitedReader open(long offset) {
        try {
            return offset == 0 ? DelimitedReader.open(file, dialect) : DelimitedReader.at(file, dialect, offset);
        } catch (IOException e) {
            throw FileKind.damaged(fileName, e);
        }
    }

    /**
     * Steps to the next row of the table; false at the end. Rows that are none are counted by reason.
     *
     * @param counts gets one for each row that is stepped over
     */
    boolean nextRow(DelimitedReader reader, Map<String, Long> counts) {
        while (true) {
            switch (reader.next()) {
                case NONE -> {
                    return false;
                }
                case MALFORMED ->
                    counts.merge("a quotation mark is not closed, or stands in the middle of a value.", 1L, Long::sum);
                case TOO_LONG -> counts.merge("they are longer than 80 MB.", 1L, Long::sum);
                case WHOLE -> {
                    boolean blank = reader.isBlank() && dialect.columns().size() > 1;
                    if (!blank && fits(reader)) {
                        return true;
                    }
                    if (!blank) {
                        counts.merge(
                                "they have more values than there are columns. Check their delimiters and quotes.",
                                1L,
                                Long::sum);
                    }
                }
            }
        }
    }

    /** A row may be shorter than the header, and have empty values beyond it. */
    private boolean fits(DelimitedReader reader) {
        for (int i = dialect.columns().size(); i < reader.count(); i++) {
            if (reader.end(i) > reader.start(i)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void forEachRow(RowVisitor visitor) {
        rejected.clear();
        visit(0, Long.MAX_VALUE, visitor, rejected);
    }

    /**
     * Visits the rows of the beginning and of places all over a large file. Where a line end stands within quotes, which
     * the beginning tells, a place in the middle may be one of those: then only the beginning is visited.
     */
    void forEachSampledRow(RowVisitor visitor) {
        Map<String, Long> counts = new LinkedHashMap<>();
        boolean[] multiline = {false};
        visit(
                0,
                BEGINNING_BYTES,
                cells -> {
                    for (@Nullable Object cell : cells) {
                        multiline[0] |= (cell instanceof String text && text.indexOf('\n') >= 0)
                                || (cell instanceof LongText longText && longText.spansLines());
                    }
                    return visitor.row(cells);
                },
                counts);
        if (multiline[0]) {
            return;
        }
        long rest = size() - BEGINNING_BYTES;
        for (int i = 1; i <= WINDOWS; i++) {
            long from = BEGINNING_BYTES + rest / WINDOWS * i - WINDOW_BYTES;
            if (from > BEGINNING_BYTES) {
                visit(from, from + WINDOW_BYTES, visitor, counts);
            }
        }
    }

    /** By the length of the rows at the beginning. */
    long estimatedRows() {
        long rows = 0;
        try (DelimitedReader reader = open(0)) {
            while (reader.offset() < BEGINNING_BYTES && nextRow(reader, new LinkedHashMap<>())) {
                rows++;
            }
        } catch (IOException e) {
            throw FileKind.damaged(fileName, e);
        }
        return Math.round((double) rows * size() / BEGINNING_BYTES);
    }

    private void visit(long from, long until, RowVisitor visitor, Map<String, Long> counts) {
        int width = dialect.columns().size();
        @Nullable Object[] cells = new Object[width];
        try (DelimitedReader reader = open(from)) {
            if (from > 0) {
                reader.skipLine();
            }
            while (reader.offset() < until && nextRow(reader, counts)) {
                for (int i = 0; i < width; i++) {
                    cells[i] = cell(reader, i);
                }
                if (!visitor.row(cells)) {
                    return;
                }
            }
        } catch (IOException e) {
            throw FileKind.damaged(fileName, e);
        }
    }

    private static @Nullable Object cell(DelimitedReader reader, int field) {
        if (field >= reader.count()) {
            return null;
        }
        int length = reader.end(field) - reader.start(field);
        if (length > FieldWriter.MOST_JUDGED_BYTES) {
            return new LongText(reader.spansLines(field));
        }
        return length == 0 && !reader.isQuoted(field) ? null : reader.text(field);
    }

    /** Looks at all bytes of a file whose beginning was UTF-8, and rewrites it when the rest is not. True when it was rewritten. */
    boolean correctEncoding() throws IOException {
        Path corrected = PlainText.normalized(fileName, file, folder);
        boolean rewritten = !corrected.equals(file);
        moved |= rewritten;
        file = corrected;
        return rewritten;
    }

    @Override
    public Map<String, Long> rejected() {
        return rejected;
    }
}

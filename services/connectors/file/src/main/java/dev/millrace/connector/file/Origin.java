package dev.millrace.connector.file;

import dev.millrace.connector.file.store.StoredFile;
import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.LogicalType;
import dev.millrace.connector.spi.RowEncoder;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which file of a store rows are from, as columns of theirs. File and row together are a key. */
record Origin(StoredFile file) {

    private static final String FILE = "_file";
    private static final String ROW = "_row";
    private static final String MODIFIED = "_modified";

    static final List<Field> FIELDS = List.of(
            Field.of(FILE, LogicalType.TEXT, false),
            Field.of(ROW, LogicalType.INTEGER, false),
            Field.of(MODIFIED, LogicalType.TIMESTAMPTZ, true));

    static final List<String> KEY = List.of(FILE, ROW);

    static final Set<String> NAMES = FIELDS.stream().map(Field::name).collect(Collectors.toUnmodifiableSet());

    /**
     * Writes the value of a column that the file itself does not have.
     *
     * @param row the number of the row in its table, from 1
     */
    void write(String column, long row, RowEncoder encoder) {
        switch (column) {
            case FILE -> encoder.textValue(file.name());
            case ROW -> encoder.longValue(row);
            case MODIFIED -> writeTime(file.modified(), encoder);
            default -> encoder.nullValue();
        }
    }

    private static void writeTime(@Nullable Instant time, RowEncoder encoder) {
        if (time == null) {
            encoder.nullValue();
        } else {
            encoder.instantValue(time);
        }
    }
}

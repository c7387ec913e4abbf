package dev.millrace.connector.file;

import dev.millrace.connector.spi.Field;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A table of a file. Rows are read from the first one each time, and a cell is null or one of String, Long, Double, {@link
 * java.math.BigDecimal}, Boolean, {@link java.time.LocalDateTime}, {@link JsonCell} and, of delimited text, {@link LongText}; where the file declares its columns, also one of
 * {@link java.time.LocalDate}, {@link java.time.LocalTime}, {@link java.time.Instant}, {@link java.util.UUID} and bytes.
 */
interface Table {

    /** The stream's name. */
    String name();

    /**
     * Whether text may stand for a number, a date or a truth value, as it does in a CSV file; elsewhere a number that is
     * text is meant as text.
     */
    boolean isUntyped();

    /** Reads all rows below the header. A row may be shorter than the header is, or longer. */
    void forEachRow(RowVisitor visitor);

    /** The columns with their types, where the file says what they are; then nobody has to look at the cells. */
    default Optional<Declared> declared() {
        return Optional.empty();
    }

    /** Names of the columns, of which there may be fewer than cells in a row. */
    List<String> header();

    /** Rows of the last reading that were no rows of the table, by reason. */
    Map<String, Long> rejected();

    /**
     * What a file says of its columns.
     *
     * @param rows how many there are
     */
    record Declared(List<Field> fields, long rows) {}

    /** A cell that holds an object or an array. */
    record JsonCell(String json) {}

    /**
     * Stands for a text that is too long to be anything else.
     *
     * @param spansLines whether it has a line end
     */
    record LongText(boolean spansLines) {}

    /** Takes the rows. */
    @FunctionalInterface
    interface RowVisitor {

        /** Takes one row, which must not be kept; false ends the reading. */
        boolean row(@Nullable Object[] cells);
    }
}

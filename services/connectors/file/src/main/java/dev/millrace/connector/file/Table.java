package dev.millrace.connector.file;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table of a file. Rows are read from the first one each time, and a cell is null or one of String, Long, Double, {@link
 * java.math.BigDecimal}, Boolean, {@link java.time.LocalDateTime} and {@link JsonCell}.
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

    /** Names of the columns, of which there may be fewer than cells in a row. */
    List<String> header();

    /** Rows of the last reading that were no rows of the table, by reason. */
    Map<String, Long> rejected();

    /** A cell that holds an object or an array. */
    record JsonCell(String json) {}

    /** Takes the rows. */
    @FunctionalInterface
    interface RowVisitor {

        /** Takes one row, which must not be kept; false ends the reading. */
        boolean row(@Nullable Object[] cells);
    }
}

package dev.millrace.connector.file;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How a table of delimited text is written.
 *
 * @param delimiter what stands between two values, of one character or more
 * @param escape makes a quotation mark within quotes a part of the value; mostly the quotation mark itself
 * @param skippedLines lines before the header, or before the first row
 * @param hasHeader whether the first row names the columns
 * @param columns as the header names them; made up where there is none
 */
record Dialect(String delimiter, byte quote, byte escape, long skippedLines, boolean hasHeader, List<String> columns) {

    Dialect {
        columns = List.copyOf(columns);
    }

    Dialect withoutHeader() {
        return new Dialect(delimiter, quote, escape, skippedLines, false, columns);
    }

    byte[] delimiterBytes() {
        return delimiter.getBytes(StandardCharsets.UTF_8);
    }

    /** The names of the columns, with a number for those that have none. */
    List<String> header() {
        return IntStream.range(0, columns.size())
                .mapToObj(i -> {
                    String found = columns.get(i).strip();
                    return !hasHeader || found.isEmpty() || found.equals("column" + i) ? "column_" + (i + 1) : found;
                })
                .toList();
    }
}

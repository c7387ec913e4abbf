package dev.millrace.connector.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Looks for the row that names the columns where the sniffer took another one for it: a title above the table, or a name row that it
 * counts among the lines to skip.
 */
final class HeaderRow {

    private HeaderRow() {}

    private record Row(List<String> values, long line) {

        long filled() {
            return values.stream().filter(value -> !value.isBlank()).count();
        }
    }

    /** The same dialect, with the header where it is. */
    static Dialect correct(Path beginning, Dialect sniffed) throws IOException {
        if (sniffed.columns().size() < 2) {
            return sniffed;
        }
        List<Row> rows = rows(beginning, sniffed);
        if (!sniffed.hasHeader() && sniffed.skippedLines() > 0) {
            return rows.stream()
                    .filter(row -> row.line() == sniffed.skippedLines() - 1
                            && TitleRows.isOfTable(
                                    row.filled(), sniffed.columns().size()))
                    .findFirst()
                    .flatMap(row -> withHeader(sniffed, row))
                    .orElse(sniffed);
        }
        long most = rows.stream().mapToLong(Row::filled).max().orElse(0);
        boolean isTitled = rows.stream()
                .filter(row -> row.line() >= sniffed.skippedLines())
                .findFirst()
                .filter(first -> TitleRows.isTitle(first.filled(), most))
                .isPresent();
        return !isTitled
                ? sniffed
                : rows.stream()
                        .filter(row -> row.line() > sniffed.skippedLines() && TitleRows.isOfTable(row.filled(), most))
                        .findFirst()
                        .flatMap(row -> withHeader(sniffed, row))
                        .orElse(sniffed);
    }

    private static Optional<Dialect> withHeader(Dialect dialect, Row row) {
        int width = dialect.columns().size();
        if (row.values().size() > width) {
            return Optional.empty();
        }
        List<String> names = new ArrayList<>(row.values());
        names.addAll(Collections.nCopies(width - names.size(), ""));
        return Optional.of(
                new Dialect(dialect.delimiter(), dialect.quote(), dialect.escape(), row.line(), true, names));
    }

    private static List<Row> rows(Path beginning, Dialect dialect) throws IOException {
        Dialect fromTheTop =
                new Dialect(dialect.delimiter(), dialect.quote(), dialect.escape(), 0, false, dialect.columns());
        byte[] bytes = Files.readAllBytes(beginning);
        List<Row> rows = new ArrayList<>();
        long line = 0;
        int counted = 0;
        try (DelimitedReader reader = DelimitedReader.open(beginning, fromTheTop)) {
            DelimitedReader.Row read = reader.next();
            while (read != DelimitedReader.Row.NONE && rows.size() < TitleRows.LOOKED_AT) {
                rows.add(new Row(read == DelimitedReader.Row.WHOLE ? reader.texts() : List.of(), line));
                for (; counted < reader.offset(); counted++) {
                    line += bytes[counted] == '\n' ? 1 : 0;
                }
                read = reader.next();
            }
        }
        return rows;
    }
}

package dev.millrace.connector.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds a usual delimiter by which nearly all rows have as many values as the first one: our reader bears marks that a sniffer does not. */
final class EvenRows {

    private static final List<String> USUAL_DELIMITERS = List.of(",", ";", "\t", "|");
    private static final byte QUOTE = '"';
    private static final int MOST_ROWS = 1_000;
    private static final double LEAST_EVEN = 0.8;

    private EvenRows() {}

    /** The delimiter with the most even rows, and a first row that names the columns; empty when no delimiter parts them evenly. */
    static Optional<Dialect> find(Path beginning) throws IOException {
        Optional<Dialect> best = Optional.empty();
        double most = LEAST_EVEN;
        for (String delimiter : USUAL_DELIMITERS) {
            List<String> names = firstRow(beginning, delimiter);
            if (names.size() < 2) {
                continue;
            }
            Dialect dialect = new Dialect(delimiter, QUOTE, QUOTE, 0, true, names);
            double even = even(beginning, dialect);
            if (even > most || (even == most && best.isEmpty())) {
                most = even;
                best = Optional.of(dialect);
            }
        }
        return best;
    }

    private static List<String> firstRow(Path beginning, String delimiter) throws IOException {
        try (DelimitedReader reader =
                DelimitedReader.open(beginning, new Dialect(delimiter, QUOTE, QUOTE, 0, false, List.of()))) {
            return reader.next() == DelimitedReader.Row.WHOLE ? reader.texts() : List.of();
        }
    }

    private static double even(Path beginning, Dialect dialect) throws IOException {
        int rows = 0;
        int even = 0;
        try (DelimitedReader reader = DelimitedReader.open(beginning, dialect)) {
            DelimitedReader.Row row = reader.next();
            while (row != DelimitedReader.Row.NONE && rows < MOST_ROWS) {
                rows++;
                even += row == DelimitedReader.Row.WHOLE
                                && reader.count() == dialect.columns().size()
                        ? 1
                        : 0;
                row = reader.next();
            }
        }
        return rows == 0 ? 0 : (double) even / rows;
    }
}

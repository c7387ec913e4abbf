package dev.millrace.bench;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a load costs for tables of other shapes: more rows, the same cells in more columns, the same rows in more tables. */
final class Shapes {

    private static final int COLUMNS = 16;
    private static final int TIMES_ROWS = 10;
    private static final int TIMES_COLUMNS = 60;
    private static final int TIMES_STREAMS = 100;

    private final Product product;
    private final Server server;
    private final int rows;
    private final int rounds;

    /** @param rows of the table that the others are compared with */
    Shapes(Product product, Server server, int rows, int rounds) {
        this.product = product;
        this.server = server;
        this.rows = rows;
        this.rounds = rounds;
    }

    String measure() throws SQLException {
        double base = seconds("shape_base", 1, COLUMNS, rows);
        double taller = seconds("shape_rows", 1, COLUMNS, rows * TIMES_ROWS);
        double wider = seconds("shape_columns", 1, COLUMNS * TIMES_COLUMNS, rows / TIMES_COLUMNS);
        double more = seconds("shape_streams", TIMES_STREAMS, COLUMNS, rows / TIMES_STREAMS);
        return String.format(
                Locale.ROOT,
                "%n### Shapes%n%n| table | s | time for a cell, beside the first |%n|---|---|---|%n"
                        + "| %,d rows of %d columns | %.2f | × 1.00 |%n"
                        + "| rows × %d | %.2f | × %.2f |%n"
                        + "| columns × %d, as many cells | %.2f | × %.2f |%n"
                        + "| tables × %d, as many rows in all | %.2f | × %.2f |%n",
                rows,
                COLUMNS,
                base,
                TIMES_ROWS,
                taller,
                taller / base / TIMES_ROWS,
                TIMES_COLUMNS,
                wider,
                wider / base,
                TIMES_STREAMS,
                more,
                more / base);
    }

    private double seconds(String database, int tables, int columns, int rowsEach) throws SQLException {
        server.recreateDatabase(database);
        // Narrow values: a row of PostgreSQL holds 8 kB.
        String cells = IntStream.range(0, columns)
                .mapToObj(i -> switch (i % 4) {
                    case 0 -> "n + " + i + " as c" + i;
                    case 1 -> "(n % 97 + 0.25)::numeric(4, 2) as c" + i;
                    case 2 -> "'t' || n % 10 as c" + i;
                    default -> "date '2026-01-01' + n % 365 as c" + i;
                })
                .collect(Collectors.joining(", "));
        for (int table = 0; table < tables; table++) {
            server.execute(
                    database,
                    "create table t" + table + " as select " + cells + " from generate_series(1, " + rowsEach + ") n");
        }
        String source = product.connect("postgres", database, server.sourceConfiguration(database));
        product.keepStreams(source, "FULL_REFRESH_OVERWRITE", "", List.of());
        double[] seconds = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            server.settle();
            Duration took = product.run(source).onWorker();
            seconds[round] = took.toNanos() / 1e9;
        }
        server.drop(database);
        Arrays.sort(seconds);
        return seconds[rounds / 2];
    }
}

package dev.millrace.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/** Rows nearly as long as any that are loaded, by a file and from PostgreSQL: what they take of the worker's memory. */
final class LongRows {

    private static final List<Integer> MEGABYTES = List.of(1, 16, 63, 2, 63);
    private static final int MEGABYTE = 1_000_000;

    /** Texts that are told by their length alone, and as easily written here as by PostgreSQL. */
    private static final int PIECE_BYTES = 10;

    private static final String TABLE = "long_rows";

    private final Product product;
    private final Server server;
    private final Path folder;

    LongRows(Product product, Server server, Path folder) {
        this.product = product;
        this.server = server;
        this.folder = folder;
    }

    /** Loads them, and gives the most memory that the worker has had resident until then, in MiB. */
    long measure() throws IOException, SQLException {
        server.recreateDatabase(Server.DATABASE);
        server.execute(Server.DATABASE, "create table " + TABLE + " (id bigint, text text)");
        Path file = folder.resolve(TABLE + ".csv");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("id,text\n");
            for (int id = 1; id <= MEGABYTES.size(); id++) {
                int pieces = MEGABYTES.get(id - 1) * MEGABYTE / PIECE_BYTES;
                String piece = String.format(Locale.ROOT, "long row %d", id);
                out.write(id + ",");
                for (int written = 0; written < pieces; written++) {
                    out.write(piece);
                }
                out.write("\n");
                server.execute(
                        Server.DATABASE,
                        "insert into " + TABLE + " values (" + id + ", repeat('" + piece + "', " + pieces + "))");
            }
        }
        product.connectFile("Bench long csv", file);
        server.requireSame("bench_long_csv", TABLE, TABLE, "id, text");
        product.connect("postgres", "Bench long", server.sourceConfiguration(Server.DATABASE));
        server.requireSame("bench_long", TABLE, TABLE, "id, text");
        return Processes.peakMebibytes(Processes::isWorker);
    }
}

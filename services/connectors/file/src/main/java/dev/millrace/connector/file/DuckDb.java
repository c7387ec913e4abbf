package dev.millrace.connector.file;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.duckdb.DuckDBDriver;

/** Opens DuckDB in memory, small and shut off: it may use little of the worker, and loads nothing from anywhere. */
final class DuckDb {

    private DuckDb() {}

    /**
     * A chunk of 2,048 rows of 1,500 columns alone takes 50 MB, and the sniffer tries several dialects; a page of Parquet may be as large
     * as whoever wrote it liked.
     */
    static void allowMoreMemory(Connection duckDb) throws SQLException {
        try (Statement statement = duckDb.createStatement()) {
            statement.execute("set memory_limit = '768MB'");
        }
    }

    static Connection open(Path temporaryFolder) throws SQLException {
        Properties settings = new Properties();
        settings.setProperty("memory_limit", "96MB");
        settings.setProperty("threads", "1");
        settings.setProperty("temp_directory", temporaryFolder.resolve("duckdb").toString());
        settings.setProperty("max_temp_directory_size", "512MB");
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        // Otherwise the driver would hold a whole result in memory.
        settings.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
        return new DuckDBDriver().connect("jdbc:duckdb:", settings);
    }
}

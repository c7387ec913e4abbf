package dev.millrace.connector.file;

import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Opens files as tables. Belongs to one session. */
final class TableFiles implements AutoCloseable {

    /** PostgreSQL's limit is 1,600 columns in a table (documentation, appendix K); two are ours. */
    private static final int MAX_COLUMNS = 1_598;

    private final Path temporaryFolder;
    private @Nullable Connection duckDb;

    TableFiles(Path temporaryFolder) {
        this.temporaryFolder = temporaryFolder;
    }

    /**
     * Opens a file.
     *
     * @param name of its table, which those of a workbook's sheets begin with
     * @param folder for what has to be written anew to be read
     */
    OpenFile open(LocalFile file, String name, Path folder) {
        OpenFile opened;
        try {
            opened = switch (FileKind.of(file.name(), file.path())) {
                case WORKBOOK -> {
                    Workbook workbook = new Workbook(file.name(), file.path());
                    yield new OpenFile(workbook.tables(name), workbook::close);
                }
                case JSON ->
                    OpenFile.of(
                            new JsonLines(name, file.name(), PlainText.normalized(file.name(), file.path(), folder)));
                case PARQUET -> OpenFile.of(new ParquetTable(duckDb(), name, file.name(), file.path()));
                case DELIMITED -> OpenFile.of(new DelimitedText(duckDb(), name, file.name(), file.path(), folder));
            };
        } catch (IOException e) {
            throw noRoom(file.name(), e);
        }
        for (Table table : opened.tables()) {
            requireFewColumns(table);
        }
        return opened;
    }

    static void requireFewColumns(Table table) {
        int columns = table.header().size();
        if (columns > MAX_COLUMNS) {
            throw new MillraceException(
                    ErrorCode.SOURCE_UNREADABLE,
                    "\"%s\" has %,d columns, and a table can hold %,d. Remove those you do not need, or split the file."
                            .formatted(table.name(), columns, MAX_COLUMNS));
        }
    }

    static MillraceException noRoom(String fileName, IOException cause) {
        return new MillraceException(
                ErrorCode.STORAGE_FULL,
                "There is no room on the worker to open " + fileName + ". Use a smaller file, or ask the operator.",
                cause);
    }

    private Connection duckDb() {
        Connection present = duckDb;
        if (present != null) {
            return present;
        }
        try {
            Connection opened = DuckDb.open(temporaryFolder);
            duckDb = opened;
            return opened;
        } catch (SQLException e) {
            throw new MillraceException(ErrorCode.INTERNAL, "The reader of files did not start.", e);
        }
    }

    @Override
    public void close() {
        Connection present = duckDb;
        if (present != null) {
            try {
                present.close();
            } catch (SQLException e) {
                // It held nothing but memory, which goes with it.
            }
        }
    }
}

package dev.millrace.connector.file;

import dev.millrace.connector.spi.ConnectorSpec;
import dev.millrace.connector.spi.Source;
import dev.millrace.connector.spi.SourceContext;
import dev.millrace.connector.spi.SourceSession;
import java.util.List;

/** Uploaded files as a source: CSV and the like, Excel workbooks, JSON lines, Parquet. */
public final class FileSource implements Source {

    private static final ConnectorSpec SPEC = new ConnectorSpec(
            "file",
            "CSV or Excel file",
            "Upload a spreadsheet, a CSV file or JSON lines, and see a dashboard of it.",
            "files",
            "#15803d",
            "F",
            List.of("csv", "tsv", "excel", "xlsx", "spreadsheet", "json", "jsonl", "parquet", "upload", "sheet"),
            FileConfiguration.SCHEMA);

    @Override
    public ConnectorSpec spec() {
        return SPEC;
    }

    @Override
    public boolean schemaMayChange() {
        return false;
    }

    @Override
    public SourceSession open(SourceContext context) {
        return new FileSession(FileConfiguration.parse(context.configuration()), context);
    }
}

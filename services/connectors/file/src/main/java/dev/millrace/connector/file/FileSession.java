package dev.millrace.connector.file;

import dev.millrace.connector.spi.Catalog;
import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.LogicalType;
import dev.millrace.connector.spi.ReadRequest;
import dev.millrace.connector.spi.ReadStoppedException;
import dev.millrace.connector.spi.RowEncoder;
import dev.millrace.connector.spi.SourceContext;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.connector.spi.Stream;
import dev.millrace.connector.spi.StreamOutput;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Opens the uploaded files as tables, each when the session first needs them. */
final class FileSession implements SourceSession {

    private static final int ROWS_PER_CHECKPOINT = 5_000;

    /** PostgreSQL's limit is 1,600 columns in a table (documentation, appendix K); two are ours. */
    private static final int MAX_COLUMNS = 1_598;

    private static final Pattern STATE = Pattern.compile("\\{\"rows\":(\\d+)(,\"done\":true)?}");

    private final FileConfiguration configuration;
    private final SourceContext context;
    private final List<AutoCloseable> open = new ArrayList<>();
    private final Map<String, TableProfile> profiles = new LinkedHashMap<>();
    private volatile boolean cancelled;
    private @Nullable List<Table> tables;
    private @Nullable Connection duckDb;

    FileSession(FileConfiguration configuration, SourceContext context) {
        this.configuration = configuration;
        this.context = context;
    }

    @Override
    public void check() {
        tables();
    }

    @Override
    public Catalog discover() {
        List<Stream> streams = new ArrayList<>();
        for (Table table : tables()) {
            TableProfile profile = profile(table);
            List<Field> fields = profile.fields();
            if (fields.isEmpty()) {
                continue;
            }
            streams.add(new Stream(table.name(), fields, List.of(), null, true, profile.rows()));
        }
        return new Catalog(streams);
    }

    private TableProfile profile(Table table) {
        return profiles.computeIfAbsent(table.name(), name -> TableProfile.of(table, this::stopIfCancelled));
    }

    private void stopIfCancelled() {
        if (cancelled) {
            throw new ReadStoppedException();
        }
    }

    private List<Table> tables() {
        List<Table> present = tables;
        if (present != null) {
            return present;
        }
        List<Table> opened = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (FileConfiguration.UploadedFile upload : configuration.uploads()) {
            String fileName = upload.fileName();
            Path file = context.uploads().file(upload.id());
            String base = fileName.contains(".") ? fileName.substring(0, fileName.lastIndexOf('.')) : fileName;
            String name = base;
            for (int number = 2; !names.add(name); number++) {
                name = base + " " + number;
            }
            opened.addAll(tables(fileName, name, file));
        }
        for (Table table : opened) {
            if (table.header().size() > MAX_COLUMNS) {
                throw new MillraceException(
                        ErrorCode.SOURCE_UNREADABLE,
                        "\"" + table.name()
                                + "\" has %,d columns, and a table can hold %,d. "
                                        .formatted(table.header().size(), MAX_COLUMNS)
                                + "Remove those you do not need, or split the file, and upload it again.");
            }
        }
        tables = opened;
        return opened;
    }

    private List<Table> tables(String fileName, String name, Path file) {
        try {
            return switch (FileKind.of(fileName, file)) {
                case WORKBOOK -> {
                    Workbook workbook = new Workbook(fileName, file);
                    open.add(workbook);
                    yield workbook.tables(name);
                }
                case JSON ->
                    List.of(new JsonLines(
                            name, fileName, PlainText.normalized(fileName, file, context.temporaryFolder())));
                case DELIMITED ->
                    List.of(new DelimitedText(
                            duckDb(), name, fileName, PlainText.normalized(fileName, file, context.temporaryFolder())));
            };
        } catch (IOException e) {
            throw new MillraceException(
                    ErrorCode.STORAGE_FULL,
                    "There is no room on the worker to open " + fileName
                            + ". Upload a smaller file, or ask the operator.",
                    e);
        }
    }

    private Connection duckDb() {
        Connection present = duckDb;
        if (present != null) {
            return present;
        }
        try {
            Connection opened = DuckDb.open(context.temporaryFolder());
            duckDb = opened;
            open.add(opened);
            return opened;
        } catch (SQLException e) {
            throw new MillraceException(ErrorCode.INTERNAL, "The reader of CSV files did not start.", e);
        }
    }

    @Override
    public void read(ReadRequest request, StreamOutput output) {
        Table table = tables().stream()
                .filter(candidate -> candidate.name().equals(request.stream()))
                .findFirst()
                .orElseThrow(() -> new MillraceException(
                        ErrorCode.SOURCE_UNREADABLE,
                        "The files have no table \"" + request.stream() + "\". Discover the source again."));
        if (request.state() != null && request.state().contains("done")) {
            return;
        }
        TableProfile profile = profile(table);
        List<CellWriter> writers = new ArrayList<>();
        List<Integer> positions = new ArrayList<>();
        for (Field column : request.columns()) {
            int position = profile.names().indexOf(column.name());
            positions.add(position);
            LogicalType target = column.logicalType();
            writers.add(new CellWriter(position < 0 ? TextForm.TEXT : profile.form(position), target));
        }
        new TableRead(table, writers, positions, output).read(skippedRows(request.state()));
    }

    private static long skippedRows(@Nullable String state) {
        if (state == null) {
            return 0;
        }
        Matcher rows = STATE.matcher(state);
        if (!rows.matches()) {
            throw new MillraceException(ErrorCode.INTERNAL, "The checkpoint of the file can't be read.");
        }
        return Long.parseLong(rows.group(1));
    }

    /** Reads one table, row by row. A checkpoint is the number of rows behind it: an uploaded file does not change. */
    private final class TableRead {

        private final Table table;
        private final List<CellWriter> writers;
        private final List<Integer> positions;
        private final StreamOutput output;
        private long rows;

        TableRead(Table table, List<CellWriter> writers, List<Integer> positions, StreamOutput output) {
            this.table = table;
            this.writers = writers;
            this.positions = positions;
            this.output = output;
        }

        void read(long skip) {
            RowEncoder encoder = output.rows();
            table.forEachRow(cells -> {
                rows++;
                if (rows <= skip) {
                    return true;
                }
                encoder.beginRow();
                for (int i = 0; i < writers.size(); i++) {
                    int position = positions.get(i);
                    writers.get(i).write(position >= 0 && position < cells.length ? cells[position] : null, encoder);
                }
                encoder.endRow();
                if (rows % ROWS_PER_CHECKPOINT == 0) {
                    stopIfCancelled();
                    output.checkpoint("{\"rows\":" + rows + "}");
                }
                return true;
            });
            table.rejected().forEach((reason, count) -> output.setAside(count, reason));
            output.checkpoint("{\"rows\":" + rows + ",\"done\":true}");
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
    }

    @Override
    public void close() {
        cancelled = true;
        for (AutoCloseable resource : open) {
            try {
                resource.close();
            } catch (Exception e) {
                context.log().warn("A file was not closed properly.");
            }
        }
    }
}

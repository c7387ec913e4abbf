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
import org.jspecify.annotations.Nullable;

/** Opens the uploaded files as tables, each when the session first needs them. */
final class FileSession implements SourceSession {

    private static final int ROWS_PER_CHECKPOINT = 5_000;

    /** PostgreSQL's limit is 1,600 columns in a table (documentation, appendix K); two are ours. */
    private static final int MAX_COLUMNS = 1_598;

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
            streams.add(profile.stream(table.name()));
        }
        return new Catalog(streams);
    }

    private TableProfile profile(Table table) {
        return profiles.computeIfAbsent(
                table.name(),
                name -> table instanceof DelimitedText text && text.isLarge()
                        ? TableProfile.sampled(text, this::stopIfCancelled)
                        : TableProfile.of(table, this::stopIfCancelled));
    }

    /** Looks at all of a table of which only a sample was looked at. */
    private TableProfile wholeProfile(Table table) {
        TableProfile whole = TableProfile.of(table, this::stopIfCancelled);
        profiles.put(table.name(), whole);
        return whole;
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
                case DELIMITED -> List.of(new DelimitedText(duckDb(), name, fileName, file, context.temporaryFolder()));
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
        FileState state = FileState.parse(request.state());
        if (state.done()) {
            return;
        }
        if (table instanceof DelimitedText text) {
            new DelimitedRead(text, request, output, this::stopIfCancelled)
                    .read(state, profile(table), () -> wholeProfile(table));
        } else {
            read(table, request, state, output);
        }
    }

    /** Reads a workbook or JSON, row by row. */
    private void read(Table table, ReadRequest request, FileState state, StreamOutput output) {
        TableProfile profile = profile(table);
        List<CellWriter> writers = new ArrayList<>();
        List<Integer> positions = new ArrayList<>();
        for (Field column : request.columns()) {
            int position = profile.names().indexOf(column.name());
            positions.add(position);
            LogicalType target = column.logicalType();
            writers.add(new CellWriter(position < 0 ? TextForm.TEXT : profile.form(position), target));
        }
        RowEncoder encoder = output.rows();
        long[] rows = {0};
        table.forEachRow(cells -> {
            rows[0]++;
            if (rows[0] <= state.rows()) {
                return true;
            }
            encoder.beginRow();
            for (int i = 0; i < writers.size(); i++) {
                int position = positions.get(i);
                writers.get(i).write(position >= 0 && position < cells.length ? cells[position] : null, encoder);
            }
            encoder.endRow();
            if (rows[0] % ROWS_PER_CHECKPOINT == 0) {
                stopIfCancelled();
                output.checkpoint(new FileState(rows[0], 0, false).toJson());
            }
            return true;
        });
        table.rejected().forEach((reason, count) -> output.setAside(count, reason));
        output.checkpoint(new FileState(rows[0], 0, true).toJson());
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

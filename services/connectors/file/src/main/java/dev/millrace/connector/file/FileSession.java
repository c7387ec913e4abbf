package dev.millrace.connector.file;

import dev.millrace.connector.spi.Catalog;
import dev.millrace.connector.spi.ReadRequest;
import dev.millrace.connector.spi.ReadStoppedException;
import dev.millrace.connector.spi.SourceContext;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.connector.spi.Stream;
import dev.millrace.connector.spi.StreamOutput;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Opens the uploaded files as tables, each when the session first needs them. */
final class FileSession implements SourceSession {

    private final FileConfiguration configuration;
    private final SourceContext context;
    private final TableFiles files;
    private final List<OpenFile> open = new ArrayList<>();
    private final Map<String, TableProfile> profiles = new LinkedHashMap<>();
    private volatile boolean cancelled;
    private @Nullable List<Table> tables;

    FileSession(FileConfiguration configuration, SourceContext context) {
        this.configuration = configuration;
        this.context = context;
        this.files = new TableFiles(context.temporaryFolder());
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
            if (!profile.names().isEmpty()) {
                streams.add(profile.stream(table.name()));
            }
        }
        return new Catalog(streams);
    }

    private TableProfile profile(Table table) {
        return profiles.computeIfAbsent(
                table.name(), name -> TableProfile.sampledIfLarge(table, Set.of(), this::stopIfCancelled));
    }

    /** Looks at all of a table of which only a sample was looked at. */
    private TableProfile wholeProfile(Table table) {
        TableProfile whole = TableProfile.of(table, Set.of(), this::stopIfCancelled);
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
        Unpacking unpacking = new Unpacking(context.temporaryFolder(), this::stopIfCancelled);
        List<Table> opened = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (FileConfiguration.UploadedFile upload : configuration.uploads()) {
            LocalFile file =
                    unpacking.unpacked(upload.fileName(), context.uploads().file(upload.id()));
            String base = TableNames.withoutEndings(upload.fileName());
            String name = base;
            for (int number = 2; !names.add(name); number++) {
                name = base + " " + number;
            }
            OpenFile tablesOfFile = files.open(file, name, context.temporaryFolder());
            open.add(tablesOfFile);
            opened.addAll(tablesOfFile.tables());
        }
        tables = opened;
        return opened;
    }

    private Table table(String name) {
        return tables().stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new MillraceException(
                        ErrorCode.SOURCE_UNREADABLE,
                        "The files have no table \"" + name + "\". Discover the source again."));
    }

    @Override
    public void prepare(String stream) {
        profile(table(stream));
    }

    @Override
    public void read(ReadRequest request, StreamOutput output) {
        Table table = table(request.stream());
        FileState state = FileState.parse(request.state());
        if (state.done()) {
            return;
        }
        RowTarget target = new RowTarget(request.columns(), output, null, FileState::toJson, this::stopIfCancelled);
        TableProfile profile = profile(table);
        FileState end = table instanceof DelimitedText text
                ? new DelimitedRead(
                                text, profile, target, () -> wholeProfile(table), whole -> whole.stream(table.name()))
                        .read(state)
                : new CellRead(table, profile, target).read(state);
        output.checkpoint(end.toJson());
    }

    @Override
    public void cancel() {
        cancelled = true;
    }

    @Override
    public void close() {
        cancelled = true;
        open.forEach(OpenFile::close);
        files.close();
    }
}

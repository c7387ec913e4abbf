package dev.millrace.connector.file;

import dev.millrace.connector.file.store.FileChangedException;
import dev.millrace.connector.file.store.FileStore;
import dev.millrace.connector.file.store.StoredFile;
import dev.millrace.connector.spi.Catalog;
import dev.millrace.connector.spi.ReadRequest;
import dev.millrace.connector.spi.ReadStoppedException;
import dev.millrace.connector.spi.SourceContext;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.connector.spi.StreamOutput;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the files of a store: many that are alike as one stream, each as it comes onto the worker's disk. */
final class StoreSession implements SourceSession {

    /** What a table's columns are is judged by the beginnings of so many of its files. */
    private static final int SAMPLES = 3;

    private static final long SAMPLE_BYTES = 4L * 1024 * 1024;

    private static final Comparator<StoredFile> OLDEST_FIRST = Comparator.comparing(
                    StoredFile::modified, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(StoredFile::name);

    private final FileStore store;
    private final TableNames naming;
    private final SourceContext context;
    private final TableFiles tableFiles;
    private @Nullable Map<String, StoreStream> streams;
    private volatile boolean cancelled;

    StoreSession(FileStore store, TableNames naming, SourceContext context) {
        this.store = store;
        this.naming = naming;
        this.context = context;
        this.tableFiles = new TableFiles(context.temporaryFolder());
    }

    @Override
    public void check() {
        List<StoredFile> files = store.files();
        StoredFile newest = files.stream().max(OLDEST_FIRST).orElseThrow();
        if (profiles(newest, newest.lastName()).isEmpty() && files.size() == 1) {
            throw FileKind.empty(newest.name());
        }
    }

    @Override
    public Catalog discover() {
        return new Catalog(streams().values().stream().map(StoreStream::stream).toList());
    }

    private Map<String, StoreStream> streams() {
        Map<String, StoreStream> present = streams;
        if (present != null) {
            return present;
        }
        Map<String, StoreStream> found = new LinkedHashMap<>();
        naming.tables(store.files()).forEach((name, files) -> {
            List<StoredFile> inOrder = files.stream().sorted(OLDEST_FIRST).toList();
            for (StoredFile file : samples(inOrder)) {
                profiles(file, name)
                        .forEach((table, profile) -> found.merge(
                                table, new StoreStream(table, name, inOrder, profile, false), StoreStream::with));
            }
        });
        found.values().removeIf(stream -> stream.profile().names().isEmpty());
        if (found.isEmpty()) {
            throw FileKind.empty(store.files().getFirst().name());
        }
        streams = found;
        return found;
    }

    /** The newest, the oldest, and one from the middle. */
    private static List<StoredFile> samples(List<StoredFile> inOrder) {
        int last = inOrder.size() - 1;
        return inOrder.size() <= SAMPLES
                ? inOrder.reversed()
                : List.of(inOrder.get(last), inOrder.getFirst(), inOrder.get(last / 2));
    }

    /** What a file's tables are, by its beginning, or by all of it where the beginning alone makes no sense. */
    private Map<String, TableProfile> profiles(StoredFile file, String name) {
        try {
            return profiles(file, name, SAMPLE_BYTES);
        } catch (MillraceException e) {
            if (e.code() != ErrorCode.SOURCE_UNREADABLE || (file.bytes() >= 0 && file.bytes() < SAMPLE_BYTES / 100)) {
                throw e;
            }
            return profiles(file, name, Long.MAX_VALUE);
        }
    }

    private Map<String, TableProfile> profiles(StoredFile file, String name, long most) {
        return withTables(file, name, most, tables -> {
            Map<String, TableProfile> profiles = new LinkedHashMap<>();
            for (Table table : tables) {
                profiles.put(table.name(), TableProfile.sampledIfLarge(table, Origin.NAMES, this::stopIfCancelled));
            }
            return profiles;
        });
    }

    /** Brings a file here, opens it, and takes it away again. */
    private <T> T withTables(StoredFile file, String name, long most, Function<List<Table>, T> work) {
        Path folder = null;
        try {
            folder = Files.createTempDirectory(context.temporaryFolder(), "file-");
            LocalFile local = fetched(file, folder, most);
            try (OpenFile open = opened(local, name, folder)) {
                return work.apply(open.tables());
            }
        } catch (IOException e) {
            throw TableFiles.noRoom(file.name(), e);
        } finally {
            delete(folder);
        }
    }

    /** Among many files one may well be empty on some day. */
    private OpenFile opened(LocalFile file, String name, Path folder) {
        try {
            return tableFiles.open(file, name, folder);
        } catch (MillraceException e) {
            if (e.code() != ErrorCode.SOURCE_EMPTY) {
                throw e;
            }
            return new OpenFile(List.of(), () -> {});
        }
    }

    private LocalFile fetched(StoredFile file, Path folder, long most) {
        try {
            LocalFile local;
            try (InputStream in = store.open(file)) {
                local = new Unpacking(folder, this::stopIfCancelled).fetched(file.lastName(), in, most);
            }
            if (local.whole() && !store.isUnchanged(file)) {
                throw new FileChangedException(file.name());
            }
            return local;
        } catch (FileChangedException e) {
            throw new MillraceException(
                    ErrorCode.SOURCE_INTERRUPTED,
                    file.name()
                            + " was changed while it was read. It is read again; if this comes often, write it under"
                            + " another name and rename it when it is whole.",
                    e);
        } catch (IOException e) {
            stopIfCancelled();
            throw new MillraceException(
                    ErrorCode.SOURCE_INTERRUPTED,
                    file.name() + " broke off while it was fetched. It is tried again.",
                    e);
        }
    }

    private static void delete(@Nullable Path folder) {
        if (folder == null) {
            return;
        }
        try (java.util.stream.Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            // The worker deletes the session's folder with all that is in it.
        }
    }

    @Override
    public void read(ReadRequest request, StreamOutput output) {
        StoreStream stream = streams().get(request.stream());
        if (stream == null) {
            throw new MillraceException(
                    ErrorCode.SOURCE_UNREADABLE,
                    "The files have no table \"" + request.stream() + "\". Discover the source again.");
        }
        StoreRead read = new StoreRead(stream, request, output, this::stopIfCancelled, new StoreRead.Files() {
            @Override
            public <T> T withTable(StoredFile file, Function<@Nullable Table, T> work) {
                return withTables(
                        file,
                        stream.group(),
                        Long.MAX_VALUE,
                        tables -> work.apply(tables.stream()
                                .filter(table -> table.name().equals(stream.name()))
                                .findFirst()
                                .orElse(null)));
            }

            @Override
            public void widen(StoreStream wider) {
                streams().put(wider.name(), wider);
            }
        });
        read.run();
    }

    private void stopIfCancelled() {
        if (cancelled) {
            throw new ReadStoppedException();
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        store.cancel();
    }

    @Override
    public void close() {
        cancelled = true;
        tableFiles.close();
        store.close();
    }
}

package dev.millrace.connector.file;

import dev.millrace.connector.file.google.SheetsApi;
import dev.millrace.connector.spi.Catalog;
import dev.millrace.connector.spi.ReadRequest;
import dev.millrace.connector.spi.ReadStoppedException;
import dev.millrace.connector.spi.SourceContext;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.connector.spi.StateLostException;
import dev.millrace.connector.spi.Stream;
import dev.millrace.connector.spi.StreamOutput;
import dev.millrace.connector.spi.http.GuardedClient;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads a Google spreadsheet as it was when the session first looked at it. */
final class GoogleSheetsSession implements SourceSession {

    private final SheetsApi api;
    private final GuardedClient client;
    private final SourceContext context;
    private final Map<String, TableProfile> profiles = new LinkedHashMap<>();
    private @Nullable Map<String, SheetTable> sheets;
    private Set<String> hidden = Set.of();

    GoogleSheetsSession(SheetsApi api, GuardedClient client, SourceContext context) {
        this.api = api;
        this.client = client;
        this.context = context;
    }

    @Override
    public void check() {
        SheetsApi.Spreadsheet found = stoppable(api::describe);
        if (found.sheets().isEmpty()) {
            throw empty(found);
        }
    }

    @Override
    public Catalog discover() {
        return stoppable(() -> {
            List<Stream> streams = new ArrayList<>();
            sheets().forEach((name, table) -> {
                TableProfile profile = profile(table);
                streams.add(
                        new Stream(name, profile.fields(), List.of(), null, !hidden.contains(name), profile.rows()));
            });
            return new Catalog(streams);
        });
    }

    private TableProfile profile(SheetTable table) {
        return profiles.computeIfAbsent(table.name(), name -> TableProfile.of(table, Set.of(), this::stopIfCancelled));
    }

    private Map<String, SheetTable> sheets() {
        Map<String, SheetTable> present = sheets;
        if (present != null) {
            return present;
        }
        SheetsApi.Spreadsheet found = api.describe();
        Map<String, SheetTable> fetched = new LinkedHashMap<>();
        for (SheetsApi.Sheet sheet : found.sheets()) {
            SheetTable table = SheetTable.fetch(api, sheet, context.temporaryFolder());
            if (!table.isEmpty()) {
                TableFiles.requireFewColumns(table);
                fetched.put(sheet.title(), table);
            }
        }
        if (fetched.isEmpty()) {
            throw empty(found);
        }
        hidden = Set.copyOf(found.sheets().stream()
                .filter(SheetsApi.Sheet::hidden)
                .map(SheetsApi.Sheet::title)
                .toList());
        sheets = fetched;
        return fetched;
    }

    private static MillraceException empty(SheetsApi.Spreadsheet found) {
        return new MillraceException(
                ErrorCode.SOURCE_EMPTY,
                "The spreadsheet \"" + found.title() + "\" is empty. Give it a row of names and a row of values.");
    }

    @Override
    public void read(ReadRequest request, StreamOutput output) {
        stoppable(() -> {
            SheetTable table = sheets().get(request.stream());
            if (table == null) {
                throw new MillraceException(
                        ErrorCode.SOURCE_UNREADABLE,
                        "The spreadsheet has no sheet \"" + request.stream() + "\"; it has \""
                                + String.join("\", \"", sheets().keySet())
                                + "\". If it was renamed, choose it by its new name, or give it the old one.");
            }
            read(table, request, output);
            return true;
        });
    }

    private void read(SheetTable table, ReadRequest request, StreamOutput output) {
        SheetState state = SheetState.parse(request.state());
        if (state.place().done()) {
            return;
        }
        if (state.place().rows() > 0 && state.fingerprint() != table.fingerprint()) {
            throw new StateLostException(
                    "\"" + table.name() + "\" was changed after a part of it was read. It is loaded anew.");
        }
        RowTarget target = new RowTarget(
                request.columns(),
                output,
                null,
                place -> new SheetState(table.fingerprint(), place).toJson(),
                this::stopIfCancelled);
        FileState end = new CellRead(table, profile(table), target).read(state.place());
        output.checkpoint(new SheetState(table.fingerprint(), end).toJson());
    }

    private <T> T stoppable(Supplier<T> work) {
        try {
            return work.get();
        } catch (MillraceException e) {
            stopIfCancelled();
            throw e;
        }
    }

    private void stopIfCancelled() {
        if (client.isCancelled()) {
            throw new ReadStoppedException();
        }
    }

    @Override
    public void cancel() {
        client.cancel();
    }

    @Override
    public void close() {
        client.close();
    }
}

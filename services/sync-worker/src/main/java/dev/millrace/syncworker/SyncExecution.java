package dev.millrace.syncworker;

import dev.millrace.connector.spi.Catalog;
import dev.millrace.connector.spi.ReadRequest;
import dev.millrace.connector.spi.Source;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.connector.spi.StateLostException;
import dev.millrace.connector.spi.Stream;
import dev.millrace.connector.spi.StreamWidenedException;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.ErrorKind;
import dev.millrace.kernel.MillraceException;
import dev.millrace.syncworker.Places.Place;
import dev.millrace.syncworker.warehouse.ChunkLimits;
import dev.millrace.syncworker.warehouse.LoadRequest;
import dev.millrace.syncworker.warehouse.LoadTotals;
import dev.millrace.syncworker.warehouse.PostgresWarehouse;
import dev.millrace.syncworker.warehouse.StreamLoad;
import dev.millrace.syncworker.warehouse.WarehouseConnections;
import dev.millrace.work.ClaimedRun;
import dev.millrace.work.ConfiguredStream;
import dev.millrace.work.SchemaChange;
import dev.millrace.work.StreamState;
import dev.millrace.work.WarehouseAccess;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The streams of a sync, one after another. One that the source does not give as it should does not keep the others from
 * being read.
 */
final class SyncExecution {

    /** What the source has now, how that differs, and the first stream's failure if one could not be read. */
    record Result(
            @Nullable Catalog catalog,
            List<SchemaChange> schemaChanges,
            @Nullable MillraceException failure) {}

    private final ClaimedRun run;
    private final Source source;
    private final SourceSession session;
    private final RunReport report;
    private final StopSignal stop;
    private final Place place;

    SyncExecution(
            ClaimedRun run, Source source, SourceSession session, RunReport report, StopSignal stop, Place place) {
        this.run = run;
        this.source = source;
        this.session = session;
        this.report = report;
        this.stop = stop;
        this.place = place;
    }

    Result execute(WarehouseConnections warehouses, WarehouseAccess access) {
        Catalog known = run.catalog();
        // The source may have changed since it was discovered.
        FoundCatalog looked =
                FoundCatalog.of(source, known, known == null || source.schemaMayChange() ? session.discover() : known);
        Catalog found = looked.catalog();
        SchemaDrift drift = new SchemaDrift(known == null ? found : known, found, run.streams());
        List<SchemaChange> changes = drift.changes();
        changes.forEach(this::tell);
        for (ConfiguredStream configured : run.streams()) {
            report.expect(
                    configured.name(),
                    drift.stream(configured.name()).map(Stream::estimatedRows).orElse(null));
        }
        MillraceException failure = null;
        Map<String, String> committed = new HashMap<>();
        try (PostgresWarehouse warehouse = warehouses.open(access, run.destinationSchema(), ChunkLimits.DEFAULT)) {
            stop.onGiven(() -> {
                if (stop.isAtOnce()) {
                    warehouse.interrupt();
                }
            });
            for (ConfiguredStream configured : run.streams()) {
                if (stop.isGiven()) {
                    throw new RunStoppedException();
                }
                if (looked.withoutNews().contains(configured.name())) {
                    report.stream(configured.name(), StreamState.SUCCEEDED, LoadTotals.NONE, 0, 0);
                    continue;
                }
                try {
                    String state = sync(warehouse, configured, drift);
                    if (state != null) {
                        committed.put(configured.name(), state);
                    }
                } catch (MillraceException e) {
                    if (e.code().kind() != ErrorKind.SOURCE || e.code().retryable() || stop.isGiven()) {
                        throw e;
                    }
                    report.failStream(configured.name(), e.getMessage());
                    failure = failure == null ? e : failure;
                }
            }
            warehouse.end();
        }
        if (failure == null) {
            session.committed(committed);
        }
        return new Result(found.equals(known) ? null : found, changes, failure);
    }

    private void tell(SchemaChange change) {
        String what = change.field() == null
                ? "The table \"" + change.stream() + "\""
                : "The column \"" + change.field() + "\" of \"" + change.stream() + "\"";
        String happened = switch (change.kind()) {
            case ADDED -> " is new at the source";
            case REMOVED -> " is gone at the source; what was loaded of it stays";
            case TYPE_CHANGED -> " was " + change.from() + " and is " + change.to() + " at the source";
        };
        boolean held = !change.followed() && change.kind() != SchemaChange.Kind.REMOVED;
        report.warn(what + happened + (held ? "; it is not taken over." : "."));
    }

    /** Gives the state that is committed at the end. */
    private @Nullable String sync(PostgresWarehouse warehouse, ConfiguredStream configured, SchemaDrift drift) {
        ColumnPrivacy privacy = new ColumnPrivacy(configured.settings(), run.hashKey());
        Stream stream = privacy.shape(drift.stream(configured.name())
                .orElseThrow(() -> new MillraceException(
                        ErrorCode.SOURCE_UNREADABLE,
                        "The source no longer has \"" + configured.name()
                                + "\". Take it out of the tables that are read, or bring it back.")));
        try {
            LoadRequest request = request(configured, stream);
            return sync(streamSync(warehouse.begin(request), configured, privacy, lettingGo(warehouse, request)));
        } catch (StateLostException e) {
            report.warn(e.reason());
            LoadRequest request = request(configured, stream);
            return sync(streamSync(warehouse.beginAnew(request), configured, privacy, lettingGo(warehouse, request)));
        } catch (StreamWidenedException e) {
            report.info(
                    "\"" + stream.name() + "\" has values of other types further on. It is loaded again with them.");
            Stream widened = privacy.shape(e.stream());
            LoadRequest request = request(configured, widened);
            return sync(
                    streamSync(warehouse.beginWidened(request), configured, privacy, lettingGo(warehouse, request)));
        }
    }

    private LettingGo lettingGo(PostgresWarehouse warehouse, LoadRequest request) {
        if (!source.mostlyWaits()) {
            return LettingGo.NEVER;
        }
        return new LettingGo() {
            @Override
            public boolean isPossible() {
                return true;
            }

            @Override
            public boolean isWanted() {
                return place.isWanted();
            }

            @Override
            public void letGo() {
                warehouse.letGo();
                place.leave();
            }

            @Override
            public StreamLoad takeUp() {
                place.comeBack(stop);
                return warehouse.begin(request);
            }
        };
    }

    private LoadRequest request(ConfiguredStream configured, Stream stream) {
        return new LoadRequest(
                run.sourceId(), run.runId(), run.fencingToken(), run.destinationSchema(), configured, stream);
    }

    /** What moves the stream. Nothing else may hold on to the load: it can be let go. */
    private StreamSync streamSync(
            StreamLoad load, ConfiguredStream configured, ColumnPrivacy privacy, LettingGo lettingGo) {
        ReadRequest request = new ReadRequest(
                configured.name(),
                load.columns(),
                configured.primaryKey(),
                configured.syncMode().isIncremental() ? configured.cursorField() : null,
                load.lookback(),
                load.since(),
                load.state(),
                configured.syncMode().isIncremental());
        return new StreamSync(session, load, privacy.treatments(), request, report, stop, lettingGo);
    }

    /** Gives the state that is committed at the end. */
    private @Nullable String sync(StreamSync sync) {
        String name = sync.stream();
        LoadTotals totals = RunTrace.stream(name, report, sync::run);
        report.info("\"" + name + "\": " + totals.rowsRead() + " rows read, " + totals.rowsLoaded() + " loaded, "
                + totals.rowsSetAside() + " set aside.");
        if (totals.valuesSetAside() > 0) {
            report.warn("\"" + name + "\": " + totals.valuesSetAside()
                    + " values did not fit their column; they are named in _millrace_issues of their rows.");
        }
        return sync.committedState();
    }
}

package dev.millrace.syncworker.warehouse;

import dev.millrace.work.StreamSettings;
import dev.millrace.work.SyncMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a load begins, decided from what the destination remembers.
 *
 * <ul>
 *   <li>The run was here before: it goes on from its last checkpoint, or has nothing left to do.
 *   <li>A new run of an incremental stream, as it was defined before: it goes on from the last checkpoint.
 *   <li>A full refresh, or an incremental stream that is new or defined anew: everything is read, into a new generation
 *       beside the live table when there is one that has to be replaced.
 * </ul>
 *
 * @param since where to begin when there is no state; null for the beginning
 * @param lookback how far before it to begin
 * @param building whether the rows go into a new generation that takes the live table's place at the end
 * @param rowsBefore what the target had when the run began
 */
record LoadPlan(
        long generation,
        boolean building,
        boolean complete,
        @Nullable String state,
        @Nullable String since,
        Duration lookback,
        long rowsBefore,
        LoadTotals totals,
        List<Column> columns) {

    LoadPlan {
        columns = List.copyOf(columns);
    }

    /** The table that the rows go into. */
    TableName target(LoadRequest request) {
        return building ? generationTable(request, generation) : request.table();
    }

    /** Out of sight of those who read: not in the source's schema. */
    private static TableName generationTable(LoadRequest request, long generation) {
        return new TableName(
                CheckpointTable.SCHEMA,
                "built_" + Identifiers.hash(request.table().toString(), 24) + "_" + generation);
    }

    static LoadPlan make(Connection connection, LoadRequest request, Beginning beginning) throws SQLException {
        TableSchema tables = new TableSchema(connection);
        Optional<Checkpoint> stored = new CheckpointTable(connection).take(request);
        boolean goesOn = switch (beginning) {
            case ON -> true;
            case WIDENED -> stored.isPresent() && !stored.get().building();
            case ANEW -> false;
        };
        if (stored.isPresent() && goesOn) {
            Optional<LoadPlan> resumed = resume(tables, request, stored.get());
            if (resumed.isPresent()) {
                return resumed.get();
            }
        }
        return anew(tables, request, stored);
    }

    private static Optional<LoadPlan> resume(TableSchema tables, LoadRequest request, Checkpoint stored)
            throws SQLException {
        boolean sameRun = stored.runId().equals(request.runId());
        boolean incremental = request.configured().syncMode().isIncremental();
        if (!stored.definition().equals(request.definition()) || !(sameRun || incremental)) {
            return Optional.empty();
        }
        TableName target = stored.building() ? generationTable(request, stored.generation()) : request.table();
        if (!tables.exists(target)) {
            return Optional.empty();
        }
        boolean nothingCommitted = stored.state() == null;
        if (nothingCommitted && stored.building() && !stored.complete()) {
            // A new generation that has no checkpoint is begun again.
            return Optional.empty();
        }
        if (stored.undone() != null) {
            tables.execute("delete from " + target.quoted() + " where xmin = '" + stored.undone() + "'::xid8::xid");
        }
        StreamSettings settings = request.configured().settings();
        boolean readsAgain = request.readAgain() != stored.readAgain();
        boolean goesOn = (sameRun && !readsAgain) || stored.building();
        String state = readsAgain && !stored.building() ? null : stored.state();
        StreamSettings.ReadAgain wish = settings.readAgain();
        return Optional.of(new LoadPlan(
                stored.generation(),
                stored.building(),
                goesOn && sameRun && stored.complete(),
                state,
                state == null && wish != null ? wish.from() : null,
                // A run that goes on has looked back already.
                goesOn ? Duration.ZERO : settings.lookback(),
                goesOn
                        ? stored.rowsBefore()
                        : stored.rowsBefore() + stored.totals().rowsInserted(),
                goesOn ? stored.totals() : LoadTotals.NONE,
                tables.follow(target, request, stored.generation())));
    }

    private static LoadPlan anew(TableSchema tables, LoadRequest request, Optional<Checkpoint> stored)
            throws SQLException {
        long earlier = stored.map(Checkpoint::generation).orElse(0L);
        if (stored.isPresent() && stored.get().building()) {
            tables.execute(
                    "drop table if exists " + generationTable(request, earlier).quoted());
        }
        boolean exists = tables.exists(request.table());
        SyncMode mode = request.configured().syncMode();
        if (mode == SyncMode.FULL_REFRESH_APPEND && exists) {
            if (tables.ignoresInserts(request.table())) {
                tables.execute(Autovacuum.heedingInserts(request.table()));
            }
            return new LoadPlan(
                    earlier,
                    false,
                    false,
                    null,
                    null,
                    Duration.ZERO,
                    tables.count(request.table()),
                    LoadTotals.NONE,
                    tables.follow(request.table(), request, earlier));
        }
        boolean building = exists || mode == SyncMode.FULL_REFRESH_OVERWRITE || Chunks.isKeyedAtTheEnd(request, true);
        long generation = earlier + 1;
        TableName target = building ? generationTable(request, generation) : request.table();
        tables.execute("drop table if exists " + target.quoted());
        List<Column> columns = tables.create(
                target, request, generation, earlier, ownColumns(mode), Autovacuum.forTable(mode, building));
        if (mode == SyncMode.INCREMENTAL_HISTORY) {
            tables.execute(new MergeSql(request, target, target, columns).createKey());
        }
        return new LoadPlan(generation, building, false, null, null, Duration.ZERO, 0, LoadTotals.NONE, columns);
    }

    /** What a table needs beside the columns of its stream. */
    private static String ownColumns(SyncMode mode) {
        return switch (mode) {
            case FULL_REFRESH_OVERWRITE, FULL_REFRESH_APPEND, INCREMENTAL_APPEND -> "";
            case INCREMENTAL_UPSERT -> ", " + TableSchema.DELETED + " boolean";
            case INCREMENTAL_HISTORY ->
                ", " + TableSchema.VALID_FROM + " timestamptz not null, " + TableSchema.VALID_TO + " timestamptz, "
                        + TableSchema.CURRENT + " boolean not null";
        };
    }
}

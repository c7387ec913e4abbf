package dev.millrace.syncworker.warehouse;

import dev.millrace.work.SyncMode;
import java.sql.Connection;
import java.sql.SQLException;
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
 * @param building whether the rows go into a new generation that takes the live table's place at the end
 * @param rowsBefore what the target had when the run began
 */
record LoadPlan(
        long generation,
        boolean building,
        boolean complete,
        @Nullable String state,
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

    /** @param rebuild whether a new generation that was begun is begun again, as its columns were too narrow */
    static LoadPlan make(Connection connection, LoadRequest request, boolean rebuild) throws SQLException {
        TableSchema tables = new TableSchema(connection);
        Optional<Checkpoint> stored = new CheckpointTable(connection).take(request);
        if (stored.isPresent() && !(rebuild && stored.get().building())) {
            Optional<LoadPlan> resumed = resume(tables, request, stored.get());
            if (resumed.isPresent()) {
                return resumed.get();
            }
        }
        return anew(connection, tables, request, stored);
    }

    private static Optional<LoadPlan> resume(TableSchema tables, LoadRequest request, Checkpoint stored)
            throws SQLException {
        boolean sameRun = stored.runId().equals(request.runId());
        boolean incremental = isIncremental(request.configured().syncMode());
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
        long generation = stored.generation();
        List<Column> columns = tables.follow(target, request, generation);
        if (sameRun || stored.building()) {
            return Optional.of(new LoadPlan(
                    generation,
                    stored.building(),
                    sameRun && stored.complete(),
                    stored.state(),
                    stored.rowsBefore(),
                    stored.totals(),
                    columns));
        }
        return Optional.of(
                new LoadPlan(generation, false, false, stored.state(), tables.count(target), LoadTotals.NONE, columns));
    }

    private static LoadPlan anew(
            Connection connection, TableSchema tables, LoadRequest request, Optional<Checkpoint> stored)
            throws SQLException {
        long earlier = stored.map(Checkpoint::generation).orElse(0L);
        if (stored.isPresent() && stored.get().building()) {
            tables.execute(
                    "drop table if exists " + generationTable(request, earlier).quoted());
        }
        boolean exists = tables.exists(request.table());
        SyncMode mode = request.configured().syncMode();
        if (mode == SyncMode.FULL_REFRESH_APPEND && exists) {
            List<Column> columns = tables.follow(request.table(), request, earlier);
            return new LoadPlan(earlier, false, false, null, tables.count(request.table()), LoadTotals.NONE, columns);
        }
        boolean building = exists || mode == SyncMode.FULL_REFRESH_OVERWRITE;
        long generation = earlier + 1;
        LoadPlan named = new LoadPlan(generation, building, false, null, 0, LoadTotals.NONE, List.of());
        TableName target = named.target(request);
        tables.execute("drop table if exists " + target.quoted());
        List<Column> columns = tables.create(target, request, generation, earlier);
        Chunks.createKey(connection, request, target, columns);
        return new LoadPlan(generation, building, false, null, 0, LoadTotals.NONE, columns);
    }

    private static boolean isIncremental(SyncMode mode) {
        return switch (mode) {
            case FULL_REFRESH_OVERWRITE, FULL_REFRESH_APPEND -> false;
            case INCREMENTAL_APPEND, INCREMENTAL_UPSERT -> true;
        };
    }
}

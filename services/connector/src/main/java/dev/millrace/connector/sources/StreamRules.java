package dev.millrace.connector.sources;

import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.Stream;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.work.ColumnRule;
import dev.millrace.work.ColumnRule.Treatment;
import dev.millrace.work.NestedData;
import dev.millrace.work.SyncMode;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What may be set for a stream, and what a change of it leads to. */
final class StreamRules {

    private static final Duration LONGEST_LOOKBACK = Duration.ofDays(30);
    private static final int LONGEST_TEXT = 10_000;

    private final String name;
    private final PipelineStream present;
    private final List<Field> fields;
    private final boolean resumable;

    /** @param found the stream as the catalog has it */
    StreamRules(PipelineStream present, Stream found) {
        this.name = present.name();
        this.present = present;
        this.fields = found.fields();
        this.resumable = found.resumable();
    }

    /**
     * The stream after the change.
     *
     * @throws MillraceException {@link ErrorCode#INVALID_REQUEST}, saying what does not go together
     */
    PipelineStream changed(StreamChange change) {
        if (change.columns() != null) {
            change.columns().forEach(this::requireComplete);
        }
        PipelineStream changed = change.of(present);
        if (asksForNoMore(present, changed)) {
            return changed;
        }
        requireKeyAndCursor(changed);
        requireLookback(changed);
        requireColumnRules(changed);
        requireNested(changed);
        return changed;
    }

    /** Whether nothing changes but that it may be read no longer: then what does not fit the source any more may stay. */
    static boolean asksForNoMore(PipelineStream before, PipelineStream after) {
        return after.withSelected(before.selected()).equals(before) && (before.selected() || !after.selected());
    }

    /** Why the next run loads the stream from its beginning, if it would otherwise not; empty when it does not. */
    static Optional<String> reloadReason(PipelineStream before, PipelineStream after) {
        boolean everyRun = before.syncMode() == SyncMode.FULL_REFRESH_OVERWRITE
                && after.syncMode() == SyncMode.FULL_REFRESH_OVERWRITE;
        if (everyRun) {
            return Optional.empty();
        } else if (before.syncMode() != after.syncMode()) {
            return Optional.of("its mode changes");
        } else if (!before.primaryKey().equals(after.primaryKey())) {
            return Optional.of("its primary key changes");
        } else if (!Objects.equals(before.cursorField(), after.cursorField())) {
            return Optional.of("its cursor changes");
        } else if (!Set.copyOf(before.settings().columns())
                .equals(Set.copyOf(after.settings().columns()))) {
            return Optional.of("its column rules change");
        }
        return Optional.empty();
    }

    private void requireKeyAndCursor(PipelineStream changed) {
        Set<String> names = fields.stream().map(Field::name).collect(Collectors.toSet());
        SyncMode mode = changed.syncMode();
        String cursor = changed.cursorField();
        boolean goesOnWithoutCursor = resumable && cursor == null;
        if (mode.isIncremental() && !goesOnWithoutCursor && (cursor == null || !names.contains(cursor))) {
            throw invalid("To read only what is new, " + name + " needs a column that grows with every change.");
        }
        if (mode.needsKey() && changed.primaryKey().isEmpty()) {
            throw invalid(
                    mode == SyncMode.INCREMENTAL_HISTORY
                            ? "To keep the history of its rows, " + name + " needs a primary key."
                            : "To replace changed rows, " + name + " needs a primary key.");
        }
        if (!names.containsAll(changed.primaryKey())) {
            throw invalid("The primary key of " + name + " names a column that is not there.");
        }
    }

    private void requireLookback(PipelineStream changed) {
        Duration lookback = changed.settings().lookback();
        if (lookback.isNegative() || lookback.compareTo(LONGEST_LOOKBACK) > 0) {
            throw invalid("The lookback of " + name + " must be between PT0S and P30D.");
        }
        if (changed.syncMode().isIncremental() && !lookback.isZero() && !isTime(changed.cursorField())) {
            throw invalid("A lookback needs a cursor that is a date or a time, and that of " + name
                    + " is none. Set the lookback to PT0S, or choose another cursor.");
        }
    }

    private void requireColumnRules(PipelineStream changed) {
        Set<String> treated = new HashSet<>();
        for (ColumnRule rule : changed.settings().columns()) {
            String column = "The column " + rule.field() + " of " + name;
            if (!treated.add(rule.field())) {
                throw invalid(column + " has two rules. Keep one.");
            }
            // A rule stays when the source takes its column away: it may come back, and would show what it must not.
            if (field(rule.field()).isEmpty() && !present.settings().columns().contains(rule)) {
                throw invalid(column + " is not there, so there can be no rule for it.");
            }
            if (changed.syncMode().isIncremental() && rule.field().equals(changed.cursorField())) {
                throw invalid(column + " tells what is new, so it must be read as it is. Take its rule away.");
            }
            requireKeyStaysWhole(changed, rule, column);
            requireLength(rule, column);
        }
    }

    private void requireNested(PipelineStream changed) {
        boolean onePerKey = changed.syncMode() == SyncMode.FULL_REFRESH_OVERWRITE
                || changed.syncMode() == SyncMode.INCREMENTAL_UPSERT;
        if (changed.settings().nested() == NestedData.TABLES
                && !(onePerKey && !changed.primaryKey().isEmpty())) {
            throw invalid("Lists in " + name
                    + " can get tables of their own only where it has a primary key and one row for each:"
                    + " replace all rows, or replace changed rows.");
        }
    }

    // A body may lack what the record needs.
    private void requireComplete(@Nullable ColumnRule rule) {
        if (rule == null || rule.field() == null || rule.treatment() == null) {
            throw invalid("A column rule of " + name + " needs a field and a treatment: SKIP, HASH, MASK or TRUNCATE.");
        }
    }

    private static void requireKeyStaysWhole(PipelineStream changed, ColumnRule rule, String column) {
        if (!changed.primaryKey().contains(rule.field())) {
            return;
        }
        switch (rule.treatment()) {
            case SKIP -> throw invalid(column + " is part of the primary key, so it can't be left out. HASH hides it.");
            case MASK, TRUNCATE -> {
                if (changed.syncMode().needsKey()) {
                    throw invalid(column + " is part of the primary key, and would no longer tell rows apart."
                            + " HASH hides it and does.");
                }
            }
            case HASH -> {}
        }
    }

    private static void requireLength(ColumnRule rule, String column) {
        Integer length = rule.length();
        if (rule.treatment() == Treatment.TRUNCATE) {
            if (length == null || length < 1 || length > LONGEST_TEXT) {
                throw invalid(column + " is to be cut: give a length from 1 to " + LONGEST_TEXT + " characters.");
            }
        } else if (length != null) {
            throw invalid(column + " has a length, which only TRUNCATE takes.");
        }
    }

    private boolean isTime(@Nullable String cursor) {
        return cursor != null
                && field(cursor)
                        .map(field -> switch (field.logicalType().kind()) {
                            case DATE, TIMESTAMP, TIMESTAMPTZ -> true;
                            case BOOLEAN, INTEGER, DECIMAL, DOUBLE, TIME, TEXT, UUID, BINARY, JSON -> false;
                        })
                        .orElse(false);
    }

    private Optional<Field> field(String wanted) {
        return fields.stream().filter(field -> field.name().equals(wanted)).findFirst();
    }

    private static MillraceException invalid(String message) {
        return new MillraceException(ErrorCode.INVALID_REQUEST, message);
    }
}

package dev.millrace.connector.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.LogicalType;
import dev.millrace.connector.spi.Stream;
import dev.millrace.kernel.MillraceException;
import dev.millrace.work.ColumnRule;
import dev.millrace.work.ColumnRule.Treatment;
import dev.millrace.work.NestedData;
import dev.millrace.work.SchemaChanges;
import dev.millrace.work.StreamSettings;
import dev.millrace.work.SyncMode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StreamRulesTest {

    private static final List<Field> FIELDS = List.of(
            Field.of("id", LogicalType.INTEGER, false),
            Field.of("updated_at", LogicalType.TIMESTAMPTZ, false),
            Field.of("email", LogicalType.TEXT, true));
    private static final Stream ORDERS = new Stream("orders", FIELDS, List.of("id"), "updated_at", true, null);
    private static final Stream RESUMABLE = new Stream("orders", FIELDS, List.of("id"), null, true, null, true);
    private static final PipelineStream PRESENT = stream(new StreamSettings(
            Duration.ofDays(2), SchemaChanges.FREEZE, List.of(rule("email", Treatment.HASH)), 3, null, null));

    @Test
    void whatIsNotGivenStaysAndWhatIsOursCannotBeSet() {
        PipelineStream changed = changed(PRESENT, ORDERS, change(SyncMode.INCREMENTAL_UPSERT, null, null, null));

        assertThat(changed.settings()).isEqualTo(PRESENT.settings());
    }

    @Test
    void anEmptyListTakesAllRulesAway() {
        StreamChange change = change(SyncMode.INCREMENTAL_UPSERT, Duration.ZERO, SchemaChanges.FOLLOW, List.of());

        assertThat(changed(PRESENT, ORDERS, change).settings())
                .isEqualTo(new StreamSettings(Duration.ZERO, SchemaChanges.FOLLOW, List.of(), 3, null, null));
    }

    @Test
    void aRuleOutlivesItsColumn() {
        Stream without = new Stream("orders", FIELDS.subList(0, 2), List.of("id"), "updated_at", true, null);
        StreamChange change = change(SyncMode.INCREMENTAL_UPSERT, Duration.ZERO, null, null);

        assertThat(changed(PRESENT, without, change).settings().columns())
                .containsExactly(rule("email", Treatment.HASH));
    }

    @Test
    void aStreamThatNoLongerFitsMayBeLeftAsItIsOrNotBeRead() {
        Stream other = new Stream("orders", FIELDS.subList(2, 3), List.of(), null, true, null);
        StreamChange same = change(SyncMode.INCREMENTAL_UPSERT, null, null, null);
        StreamChange unread = new StreamChange(
                "orders", false, SyncMode.INCREMENTAL_UPSERT, List.of("id"), "updated_at", null, null, null, null);

        assertThat(changed(PRESENT, other, same)).isEqualTo(PRESENT);
        assertThat(changed(PRESENT, other, unread).selected()).isFalse();
    }

    @Test
    void aStreamThatGoesOnByAStateOfItsOwnNeedsNoCursor() {
        for (SyncMode mode : List.of(SyncMode.INCREMENTAL_APPEND, SyncMode.INCREMENTAL_UPSERT)) {
            StreamChange change =
                    new StreamChange("orders", true, mode, List.of("id"), null, Duration.ZERO, null, null, null);

            assertThat(changed(PRESENT, RESUMABLE, change).syncMode()).isEqualTo(mode);
            assertThatThrownBy(() -> changed(PRESENT, ORDERS, change))
                    .isInstanceOf(MillraceException.class)
                    .hasMessage("To read only what is new, orders needs a column that grows with every change.");
        }
    }

    @Test
    void aLookbackNeedsACursorThatIsATime() {
        StreamChange byId = new StreamChange(
                "orders", true, SyncMode.INCREMENTAL_UPSERT, List.of("id"), "id", null, null, List.of(), null);

        assertThatThrownBy(() -> changed(PRESENT, ORDERS, byId))
                .isInstanceOf(MillraceException.class)
                .hasMessageContaining("A lookback needs a cursor that is a date or a time");
        refused(change(SyncMode.INCREMENTAL_UPSERT, Duration.ofSeconds(-1), null, null), "between PT0S and P30D");
        refused(change(SyncMode.INCREMENTAL_UPSERT, Duration.ofDays(31), null, null), "between PT0S and P30D");
    }

    @Test
    void historyNeedsAKeyAndACursor() {
        refused(
                new StreamChange(
                        "orders", true, SyncMode.INCREMENTAL_HISTORY, List.of(), "updated_at", null, null, null, null),
                "To keep the history of its rows, orders needs a primary key.");
        refused(
                new StreamChange(
                        "orders", true, SyncMode.INCREMENTAL_HISTORY, List.of("id"), null, null, null, null, null),
                "needs a column that grows");
    }

    @Test
    void listsGetTablesOfTheirOwnOnlyWhereAKeyHasOneRow() {
        for (SyncMode mode : List.of(SyncMode.FULL_REFRESH_OVERWRITE, SyncMode.INCREMENTAL_UPSERT)) {
            assertThat(changed(PRESENT, ORDERS, inTables(mode, List.of("id")))
                            .settings()
                            .nested())
                    .isEqualTo(NestedData.TABLES);
        }
        refused(inTables(SyncMode.INCREMENTAL_APPEND, List.of("id")), "only where it has a primary key");
        refused(inTables(SyncMode.FULL_REFRESH_OVERWRITE, List.of()), "only where it has a primary key");
    }

    private static StreamChange inTables(SyncMode mode, List<String> key) {
        return new StreamChange("orders", true, mode, key, "updated_at", null, null, null, NestedData.TABLES);
    }

    @Test
    void aRuleThatCannotBeKeptIsRefused() {
        refusedRules("there can be no rule for it", rule("nothing", Treatment.SKIP));
        refusedRules("has two rules", rule("email", Treatment.SKIP), rule("email", Treatment.MASK));
        refusedRules("tells what is new", rule("updated_at", Treatment.HASH));
        refusedRules("can't be left out", rule("id", Treatment.SKIP));
        refusedRules("would no longer tell rows apart", rule("id", Treatment.MASK));
        refusedRules("give a length from 1 to 10000", rule("email", Treatment.TRUNCATE));
        refusedRules("give a length", new ColumnRule("email", Treatment.TRUNCATE, 0));
        refusedRules("give a length", new ColumnRule("email", Treatment.TRUNCATE, 10_001));
        refusedRules("which only TRUNCATE takes", new ColumnRule("email", Treatment.MASK, 3));
        refused(
                change(SyncMode.INCREMENTAL_UPSERT, null, null, Arrays.asList((ColumnRule) null)),
                "needs a field and a treatment");
    }

    @Test
    void aKeyMayBeHashed() {
        StreamChange change = change(SyncMode.INCREMENTAL_UPSERT, null, null, List.of(rule("id", Treatment.HASH)));

        assertThat(changed(PRESENT, ORDERS, change).settings().columns()).containsExactly(rule("id", Treatment.HASH));
    }

    @Test
    void aChangeOfModeKeyCursorOrRulesLoadsAStreamAnew() {
        assertThat(StreamRules.reloadReason(PRESENT, PRESENT)).isEmpty();
        assertThat(reason(SyncMode.INCREMENTAL_APPEND, List.of("id"), "updated_at", null))
                .contains("its mode changes");
        assertThat(reason(SyncMode.INCREMENTAL_UPSERT, List.of("id", "email"), "updated_at", null))
                .contains("its primary key changes");
        assertThat(reason(SyncMode.INCREMENTAL_UPSERT, List.of("id"), "id", null))
                .contains("its cursor changes");
        assertThat(reason(SyncMode.INCREMENTAL_UPSERT, List.of("id"), "updated_at", List.of()))
                .contains("its column rules change");
    }

    @Test
    void aStreamThatIsLoadedFromTheBeginningWithEveryRunNeedsNoWord() {
        StreamChange full = change(SyncMode.FULL_REFRESH_OVERWRITE, null, null, null);
        StreamChange fullWithoutRules = change(SyncMode.FULL_REFRESH_OVERWRITE, null, null, List.of());

        assertThat(StreamRules.reloadReason(full.of(PRESENT), fullWithoutRules.of(PRESENT)))
                .isEmpty();
    }

    private static Optional<String> reason(
            SyncMode mode, List<String> key, String cursor, @Nullable List<ColumnRule> rules) {
        StreamChange change = new StreamChange("orders", true, mode, key, cursor, null, null, rules, null);
        return StreamRules.reloadReason(PRESENT, change.of(PRESENT));
    }

    private static void refusedRules(String why, ColumnRule... rules) {
        refused(change(SyncMode.INCREMENTAL_UPSERT, null, null, List.of(rules)), why);
    }

    private static void refused(StreamChange change, String why) {
        assertThatThrownBy(() -> changed(stream(StreamSettings.DEFAULT), ORDERS, change))
                .isInstanceOf(MillraceException.class)
                .hasMessageContaining(why);
    }

    private static PipelineStream changed(PipelineStream present, Stream found, StreamChange change) {
        return new StreamRules(present, found).changed(change);
    }

    private static StreamChange change(
            SyncMode mode,
            @Nullable Duration lookback,
            @Nullable SchemaChanges schemaChanges,
            @Nullable List<ColumnRule> rules) {
        return new StreamChange(
                "orders", true, mode, List.of("id"), "updated_at", lookback, schemaChanges, rules, null);
    }

    private static PipelineStream stream(StreamSettings settings) {
        return new PipelineStream(
                "orders", true, SyncMode.INCREMENTAL_UPSERT, List.of("id"), "updated_at", "orders", settings);
    }

    private static ColumnRule rule(String field, Treatment treatment) {
        return new ColumnRule(field, treatment, null);
    }
}

package dev.millrace.reporting.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.reporting.dashboards.TableProfile.ColumnProfile;
import dev.millrace.reporting.warehouse.TableName;
import dev.millrace.reporting.warehouse.WarehouseTable;
import dev.millrace.reporting.warehouse.WarehouseTable.Column;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableProfileTest {

    @Test
    void moneyComesBeforeOtherMeasuresAndNumbersOfThingsComeLast() {
        assertThat(measuresOf("quantity", "discount_percent", "weight", "unit_price", "invoice_id", "line_total"))
                .containsExactly("line_total", "unit_price", "weight", "discount_percent", "quantity");
    }

    @Test
    void measuresOfOneRankKeepTheOrderOfTheTable() {
        assertThat(measuresOf("visits", "bounces", "netRevenue", "paid_amount"))
                .containsExactly("netRevenue", "paid_amount", "visits", "bounces");
    }

    @Test
    void aNumberOfThingsIsNoMoneyBecauseItIsATotal() {
        assertThat(measuresOf("total_items", "freight")).containsExactly("freight", "total_items");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unit_price", "UnitPrice", "tax_rate", "customer age", "avg_order_total"})
    void isAveraged(String name) {
        assertThat(ColumnKind.isRatherAveraged(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"total_price", "storage", "page_views", "late_fee", "generated", "amount"})
    void isSummed(String name) {
        assertThat(ColumnKind.isRatherAveraged(name)).isFalse();
    }

    private static List<String> measuresOf(String... names) {
        List<Column> columns =
                Stream.of(names).map(name -> new Column(name, "numeric")).toList();
        List<ColumnProfile> profiles = columns.stream()
                .map(column -> new ColumnProfile(column, ColumnKind.of(column), 10, 10, Optional.empty()))
                .toList();
        WarehouseTable table = new WarehouseTable(new TableName("shop", "orders"), 10, columns);
        return new TableProfile(table, 10, profiles)
                .measures().stream().map(profile -> profile.column().name()).toList();
    }
}

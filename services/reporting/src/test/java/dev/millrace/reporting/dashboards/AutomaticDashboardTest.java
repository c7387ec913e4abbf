package dev.millrace.reporting.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.reporting.dashboards.TableProfile.ColumnProfile;
import dev.millrace.reporting.questions.Visualization;
import dev.millrace.reporting.warehouse.TableName;
import dev.millrace.reporting.warehouse.WarehouseTable;
import dev.millrace.reporting.warehouse.WarehouseTable.Column;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AutomaticDashboardTest {

    @Test
    void aCategoryWithMoreValuesThanBarsHaveRoomForShowsTheLargestOnes() {
        Card card = chartBy(13);
        assertThat(card.title()).isEqualTo("Top country by total amount");
        assertThat(card.visualization()).isEqualTo(Visualization.BAR);
        assertThat(card.question().limit()).isEqualTo(10);
    }

    @Test
    void aCategoryWithFewerValuesShowsAllOfThem() {
        Card card = chartBy(12);
        assertThat(card.title()).isEqualTo("Total amount by country");
        assertThat(card.visualization()).isEqualTo(Visualization.BAR);
        assertThat(card.question().limit()).isNull();
    }

    private static Card chartBy(long countries) {
        Column amount = new Column("amount", "numeric");
        Column country = new Column("country", "text");
        WarehouseTable table = new WarehouseTable(new TableName("shop", "orders"), 100, List.of(amount, country));
        TableProfile profile = new TableProfile(
                table,
                100,
                List.of(
                        new ColumnProfile(amount, ColumnKind.MEASURE, 100, 90, Optional.empty()),
                        new ColumnProfile(country, ColumnKind.CATEGORY, 100, countries, Optional.empty())));
        return AutomaticDashboard.cards(List.of(profile)).stream()
                .filter(card -> card.id().equals("orders:by-country"))
                .findFirst()
                .orElseThrow();
    }
}

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

    @Test
    void everyRowIsFull() {
        int taken = 0;
        for (Card card : cardsOf(5)) {
            assertThat(taken + card.width()).as(card.id()).isLessThanOrEqualTo(12);
            taken = (taken + card.width()) % 12;
        }
        assertThat(taken).isZero();
        assertThat(chartBy(5)).returns(Visualization.PIE, Card::visualization).returns(12, Card::width);
    }

    private static Card chartBy(long countries) {
        return cardsOf(countries).stream()
                .filter(card -> card.id().equals("orders:by-country"))
                .findFirst()
                .orElseThrow();
    }

    private static List<Card> cardsOf(long countries) {
        Column amount = new Column("amount", "numeric");
        Column country = new Column("country", "text");
        WarehouseTable table = new WarehouseTable(new TableName("shop", "orders"), 100, List.of(amount, country));
        TableProfile profile = new TableProfile(
                table,
                100,
                List.of(
                        new ColumnProfile(amount, ColumnKind.MEASURE, 100, 90, Optional.empty()),
                        new ColumnProfile(country, ColumnKind.CATEGORY, 100, countries, Optional.empty())));
        return AutomaticDashboard.cards(List.of(profile));
    }
}

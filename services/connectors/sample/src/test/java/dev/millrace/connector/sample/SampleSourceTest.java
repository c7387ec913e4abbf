package dev.millrace.connector.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.connector.spi.Source;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.connector.spi.Stream;
import dev.millrace.connector.testkit.CollectedStream;
import dev.millrace.connector.testkit.SourceContractTest;
import dev.millrace.kernel.ErrorCode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SampleSourceTest extends SourceContractTest {

    @Override
    protected Source source() {
        return new SampleSource();
    }

    @Override
    protected String configuration() {
        return "{\"customers\": 300, \"seed\": 7}";
    }

    @Override
    protected String refusedConfiguration() {
        return "{\"customers\": 0}";
    }

    @Override
    protected ErrorCode refusal() {
        return ErrorCode.INVALID_CONFIGURATION;
    }

    private Map<String, CollectedStream> readAll(String configuration) {
        try (SourceSession session = open(configuration)) {
            return session.discover().streams().stream()
                    .collect(Collectors.toMap(Stream::name, stream -> read(session, stream, null, null)));
        }
    }

    @Test
    void givesABusinessOfAboutAHundredThousandRowsByDefault() {
        Map<String, CollectedStream> all = readAll("{}");
        Map<String, Integer> counts = all.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, e -> e.getValue().rows().size()));
        assertThat(counts.get("customers")).isBetween(1_900, 2_150);
        assertThat(counts.values().stream().mapToInt(Integer::intValue).sum()).isBetween(80_000, 200_000);
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        Map<String, CollectedStream> all = readAll(configuration());
        Set<Object> customers = new HashSet<>(all.get("customers").values("customer_id"));
        Set<Object> subscriptions = new HashSet<>(all.get("subscriptions").values("subscription_id"));
        Set<Object> invoices = new HashSet<>(all.get("invoices").values("invoice_id"));
        for (String stream : new String[] {"subscriptions", "invoices", "payments", "tickets"}) {
            assertThat(customers).containsAll(all.get(stream).values("customer_id"));
        }
        assertThat(subscriptions).containsAll(all.get("invoices").values("subscription_id"));
        assertThat(invoices).containsAll(all.get("payments").values("invoice_id"));
        assertThat(all.get("web_visits").values("customer_id").stream()
                        .filter(customer -> customer != null)
                        .collect(Collectors.toSet()))
                .isEqualTo(customers);
    }

    @Test
    void revenueGrowsAndCustomersLeave() {
        Map<String, CollectedStream> all = readAll("{}");
        TreeMap<YearMonth, BigDecimal> revenue = all.get("payments").rows().stream()
                .filter(row -> "succeeded".equals(row.get("status")))
                .collect(Collectors.toMap(
                        row -> YearMonth.from(((Instant) row.get("created_at")).atOffset(ZoneOffset.UTC)),
                        row -> (BigDecimal) row.get("amount"),
                        BigDecimal::add,
                        TreeMap::new));
        assertThat(revenue).hasSize(25);
        assertThat(revenue.get(YearMonth.of(2026, 10)))
                .isGreaterThan(revenue.get(YearMonth.of(2025, 10)).multiply(BigDecimal.valueOf(2)));
        assertThat(all.get("customers").values("status")).contains("active", "churned");
    }

    @Test
    void nothingLiesInTheFuture() {
        readAll(configuration())
                .forEach((name, stream) -> stream.rows()
                        .forEach(row -> row.forEach((column, value) -> {
                            if (value instanceof Instant instant && !column.equals("due_at")) {
                                assertThat(instant).as("%s.%s", name, column).isBeforeOrEqualTo(NOW);
                            }
                        })));
    }

    @Test
    void anIncrementGivesWhatChangedSinceAndNothingElse() {
        try (SourceSession session = open("{\"customers\": 300}")) {
            Stream subscriptions = session.discover().streams().get(1);
            CollectedStream whole = read(session, subscriptions, "updated_at", null);
            String state = "{\"since\":\"2026-11-01T00:00:00Z\"}";
            CollectedStream increment = read(session, subscriptions, "updated_at", state);
            Function<Map<String, @Nullable Object>, Boolean> changed =
                    row -> !((Instant) row.get("updated_at")).isBefore(Instant.parse("2026-11-01T00:00:00Z"));
            assertThat(increment.rows())
                    .isNotEmpty()
                    .isEqualTo(whole.rows().stream().filter(changed::apply).toList());
            assertThat(increment.marks().getLast().state()).isEqualTo("{\"since\":\"2026-11-21T09:00:00Z\"}");
        }
    }
}

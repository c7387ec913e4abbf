package dev.millrace.connector.sample;

import static dev.millrace.connector.sample.SampleStream.optional;
import static dev.millrace.connector.sample.SampleStream.required;

import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.LogicalType;
import dev.millrace.connector.spi.RowEncoder;
import dev.millrace.connector.spi.Stream;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** The visits of the business's website, day by day: those of people who look around, and one for every sign-up. */
final class WebVisits {

    static final String NAME = "web_visits";

    /** Visits of an ordinary first day for each configured customer. */
    private static final double VISITS_PER_CUSTOMER = 0.018;

    private static final long IDS_PER_DAY = 1_000_000_000L;

    private static final List<Field> FIELDS = List.of(
            required("visit_id", LogicalType.INTEGER),
            required("visited_at", LogicalType.TIMESTAMPTZ),
            required("channel", LogicalType.TEXT),
            required("country", LogicalType.TEXT),
            required("device", LogicalType.TEXT),
            required("landing_page", LogicalType.TEXT),
            required("page_views", LogicalType.INTEGER),
            required("duration_seconds", LogicalType.INTEGER),
            required("signed_up", LogicalType.BOOLEAN),
            optional("customer_id", LogicalType.INTEGER));

    private final SampleConfiguration configuration;
    private final Growth growth;
    private final Instant horizon;

    WebVisits(SampleConfiguration configuration, Growth growth, Instant horizon) {
        this.configuration = configuration;
        this.growth = growth;
        this.horizon = horizon;
    }

    static Stream describe(int customers) {
        return new Stream(NAME, FIELDS, List.of("visit_id"), "visited_at", true, customers * 30L);
    }

    /** Writes the visits of a day that are at or after the bound. Gives the number of rows. */
    int write(int day, @Nullable Instant since, RowEncoder row) {
        SplittableRandom random = growth.random(Growth.Subject.VISITS, day);
        long id = day * IDS_PER_DAY;
        int rows = 0;
        for (int index = growth.firstCustomerOf(day); index < growth.firstCustomerOf(day + 1); index++) {
            Customer customer = CustomerLife.of(index, growth, horizon);
            id++;
            long seconds = 120L + random.nextInt(1_500);
            int pages = 3 + random.nextInt(12);
            String device = Vocabulary.DEVICES.pick(random);
            if (customer != null) {
                Visit visit = new Visit(
                        id,
                        customer.signedUpAt(),
                        customer.channel(),
                        customer.country(),
                        device,
                        "/pricing",
                        pages,
                        seconds,
                        customer.id());
                rows += visit.writeIfSince(since, row);
            }
        }
        int visits = (int) Math.round(configuration.customers() * VISITS_PER_CUSTOMER * growth.intensity(day));
        for (int i = 0; i < visits; i++) {
            id++;
            Instant visitedAt = growth.momentOf(day, random);
            int pages = 1 + (int) (-Math.log(1 - random.nextDouble()) * 2);
            Visit visit = new Visit(
                    id,
                    visitedAt,
                    Vocabulary.CHANNELS.pick(random),
                    Vocabulary.COUNTRIES.pick(random),
                    Vocabulary.DEVICES.pick(random),
                    Vocabulary.LANDING_PAGES.pick(random),
                    pages,
                    pages * (5L + random.nextInt(90)),
                    null);
            if (!visitedAt.isAfter(horizon)) {
                rows += visit.writeIfSince(since, row);
            }
        }
        return rows;
    }

    private record Visit(
            long id,
            Instant at,
            String channel,
            String country,
            String device,
            String page,
            int pages,
            long seconds,
            @Nullable Long customerId) {

        int writeIfSince(@Nullable Instant since, RowEncoder row) {
            if (since != null && at.isBefore(since)) {
                return 0;
            }
            row.beginRow();
            row.longValue(id);
            row.instantValue(at);
            row.textValue(channel);
            row.textValue(country);
            row.textValue(device);
            row.textValue(page);
            row.longValue(pages);
            row.longValue(seconds);
            row.booleanValue(customerId != null);
            if (customerId == null) {
                row.nullValue();
            } else {
                row.longValue(customerId);
            }
            row.endRow();
            return 1;
        }
    }
}

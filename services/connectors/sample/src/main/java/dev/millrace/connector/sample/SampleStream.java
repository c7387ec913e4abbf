package dev.millrace.connector.sample;

import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.LogicalType;
import dev.millrace.connector.spi.RowEncoder;
import dev.millrace.connector.spi.Stream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A stream that follows from the customers: what of a customer it shows, and how a row is written.
 *
 * @param <R> what a row is made of
 */
record SampleStream<R>(
        String name,
        List<Field> fields,
        String cursorField,
        double rowsPerCustomer,
        Function<Customer, List<R>> rowsOf,
        Function<R, Instant> cursorOf,
        BiConsumer<R, RowEncoder> writer) {

    private static final LogicalType MONEY = LogicalType.decimal(12, 2);

    static final SampleStream<Customer> CUSTOMERS = new SampleStream<>(
            "customers",
            List.of(
                    required("customer_id", LogicalType.INTEGER),
                    required("name", LogicalType.TEXT),
                    required("email", LogicalType.TEXT),
                    required("company", LogicalType.TEXT),
                    required("country", LogicalType.TEXT),
                    required("channel", LogicalType.TEXT),
                    required("status", LogicalType.TEXT),
                    required("signed_up_at", LogicalType.TIMESTAMPTZ),
                    required("updated_at", LogicalType.TIMESTAMPTZ)),
            "updated_at",
            1,
            List::of,
            Customer::updatedAt,
            (customer, row) -> {
                row.longValue(customer.id());
                row.textValue(customer.name());
                row.textValue(customer.email());
                row.textValue(customer.company());
                row.textValue(customer.country());
                row.textValue(customer.channel());
                row.textValue(customer.active() ? "active" : "churned");
                row.instantValue(customer.signedUpAt());
                row.instantValue(customer.updatedAt());
            });

    private record Owned<T>(Customer customer, T thing) {}

    private static final SampleStream<Owned<Customer.Subscription>> SUBSCRIPTIONS = new SampleStream<>(
            "subscriptions",
            List.of(
                    required("subscription_id", LogicalType.INTEGER),
                    required("customer_id", LogicalType.INTEGER),
                    required("plan", LogicalType.TEXT),
                    required("status", LogicalType.TEXT),
                    required("seats", LogicalType.INTEGER),
                    required("monthly_amount", MONEY),
                    required("currency", LogicalType.TEXT),
                    required("started_at", LogicalType.TIMESTAMPTZ),
                    optional("ended_at", LogicalType.TIMESTAMPTZ),
                    optional("cancellation_reason", LogicalType.TEXT),
                    required("updated_at", LogicalType.TIMESTAMPTZ)),
            "updated_at",
            1.3,
            customer -> owned(customer, customer.subscriptions()),
            owned -> owned.thing().updatedAt(),
            (owned, row) -> {
                Customer.Subscription subscription = owned.thing();
                row.longValue(subscription.id());
                row.longValue(owned.customer().id());
                row.textValue(subscription.plan().title());
                row.textValue(subscription.status());
                row.longValue(subscription.seats());
                row.decimalValue(subscription.monthlyCents(), 2);
                row.textValue("USD");
                row.instantValue(subscription.startedAt());
                instantOrNull(subscription.endedAt(), row);
                textOrNull(subscription.cancellationReason(), row);
                row.instantValue(subscription.updatedAt());
            });

    private static final SampleStream<Owned<Customer.Invoice>> INVOICES = new SampleStream<>(
            "invoices",
            List.of(
                    required("invoice_id", LogicalType.INTEGER),
                    required("subscription_id", LogicalType.INTEGER),
                    required("customer_id", LogicalType.INTEGER),
                    required("status", LogicalType.TEXT),
                    required("amount", MONEY),
                    required("currency", LogicalType.TEXT),
                    required("issued_at", LogicalType.TIMESTAMPTZ),
                    required("due_at", LogicalType.TIMESTAMPTZ),
                    optional("paid_at", LogicalType.TIMESTAMPTZ),
                    required("updated_at", LogicalType.TIMESTAMPTZ)),
            "updated_at",
            8,
            customer -> owned(customer, customer.invoices()),
            owned -> owned.thing().updatedAt(),
            (owned, row) -> {
                Customer.Invoice invoice = owned.thing();
                row.longValue(invoice.id());
                row.longValue(invoice.subscriptionId());
                row.longValue(owned.customer().id());
                row.textValue(invoice.status());
                row.decimalValue(invoice.cents(), 2);
                row.textValue("USD");
                row.instantValue(invoice.issuedAt());
                row.instantValue(invoice.dueAt());
                instantOrNull(invoice.paidAt(), row);
                row.instantValue(invoice.updatedAt());
            });

    private static final SampleStream<Owned<Customer.Payment>> PAYMENTS = new SampleStream<>(
            "payments",
            List.of(
                    required("payment_id", LogicalType.INTEGER),
                    required("invoice_id", LogicalType.INTEGER),
                    required("customer_id", LogicalType.INTEGER),
                    required("status", LogicalType.TEXT),
                    required("method", LogicalType.TEXT),
                    required("amount", MONEY),
                    required("currency", LogicalType.TEXT),
                    required("created_at", LogicalType.TIMESTAMPTZ),
                    required("updated_at", LogicalType.TIMESTAMPTZ)),
            "updated_at",
            8.3,
            customer -> owned(customer, customer.payments()),
            owned -> owned.thing().updatedAt(),
            (owned, row) -> {
                Customer.Payment payment = owned.thing();
                row.longValue(payment.id());
                row.longValue(payment.invoiceId());
                row.longValue(owned.customer().id());
                row.textValue(payment.status());
                row.textValue(payment.method());
                row.decimalValue(payment.cents(), 2);
                row.textValue("USD");
                row.instantValue(payment.createdAt());
                row.instantValue(payment.updatedAt());
            });

    private static final SampleStream<Owned<Customer.Ticket>> TICKETS = new SampleStream<>(
            "tickets",
            List.of(
                    required("ticket_id", LogicalType.INTEGER),
                    required("customer_id", LogicalType.INTEGER),
                    required("subject", LogicalType.TEXT),
                    required("category", LogicalType.TEXT),
                    required("priority", LogicalType.TEXT),
                    required("status", LogicalType.TEXT),
                    required("opened_at", LogicalType.TIMESTAMPTZ),
                    optional("closed_at", LogicalType.TIMESTAMPTZ),
                    optional("satisfaction", LogicalType.INTEGER),
                    required("updated_at", LogicalType.TIMESTAMPTZ)),
            "updated_at",
            2,
            customer -> owned(customer, customer.tickets()),
            owned -> owned.thing().updatedAt(),
            (owned, row) -> {
                Customer.Ticket ticket = owned.thing();
                row.longValue(ticket.id());
                row.longValue(owned.customer().id());
                row.textValue(ticket.topic().subject());
                row.textValue(ticket.topic().category());
                row.textValue(ticket.priority());
                row.textValue(ticket.status());
                row.instantValue(ticket.openedAt());
                instantOrNull(ticket.closedAt(), row);
                Integer satisfaction = ticket.satisfaction();
                if (satisfaction == null) {
                    row.nullValue();
                } else {
                    row.longValue(satisfaction);
                }
                row.instantValue(ticket.updatedAt());
            });

    /** The streams that follow from the customers, in the order in which a person should see them. */
    static final List<SampleStream<?>> ALL = List.of(CUSTOMERS, SUBSCRIPTIONS, INVOICES, PAYMENTS, TICKETS);

    static Optional<SampleStream<?>> named(String name) {
        return ALL.stream().filter(stream -> stream.name().equals(name)).findFirst();
    }

    Stream describe(int customers) {
        return new Stream(
                name,
                fields,
                List.of(fields.getFirst().name()),
                cursorField,
                true,
                Math.round(customers * rowsPerCustomer));
    }

    /** Writes what of the customer is at or after the bound. Gives the number of rows. */
    int write(Customer customer, @Nullable Instant since, RowEncoder row) {
        int rows = 0;
        for (R thing : rowsOf.apply(customer)) {
            if (since == null || !cursorOf.apply(thing).isBefore(since)) {
                row.beginRow();
                writer.accept(thing, row);
                row.endRow();
                rows++;
            }
        }
        return rows;
    }

    private static <T> List<Owned<T>> owned(Customer customer, List<T> things) {
        return things.stream().map(thing -> new Owned<>(customer, thing)).toList();
    }

    static Field required(String name, LogicalType type) {
        return Field.of(name, type, false);
    }

    static Field optional(String name, LogicalType type) {
        return Field.of(name, type, true);
    }

    static void instantOrNull(@Nullable Instant value, RowEncoder row) {
        if (value == null) {
            row.nullValue();
        } else {
            row.instantValue(value);
        }
    }

    private static void textOrNull(@Nullable String value, RowEncoder row) {
        if (value == null) {
            row.nullValue();
        } else {
            row.textValue(value);
        }
    }
}

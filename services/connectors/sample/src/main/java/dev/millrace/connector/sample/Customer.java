package dev.millrace.connector.sample;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A customer and everything that happened to them until the horizon. */
record Customer(
        long id,
        String name,
        String email,
        String company,
        String country,
        String channel,
        boolean active,
        Instant signedUpAt,
        Instant updatedAt,
        List<Subscription> subscriptions,
        List<Invoice> invoices,
        List<Payment> payments,
        List<Ticket> tickets) {

    record Subscription(
            long id,
            Plan plan,
            String status,
            int seats,
            long monthlyCents,
            Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable String cancellationReason,
            Instant updatedAt) {}

    record Invoice(
            long id,
            long subscriptionId,
            String status,
            long cents,
            Instant issuedAt,
            Instant dueAt,
            @Nullable Instant paidAt,
            Instant updatedAt) {}

    record Payment(
            long id, long invoiceId, String status, String method, long cents, Instant createdAt, Instant updatedAt) {}

    record Ticket(
            long id,
            Vocabulary.Topic topic,
            String priority,
            String status,
            Instant openedAt,
            @Nullable Instant closedAt,
            @Nullable Integer satisfaction,
            Instant updatedAt) {}
}

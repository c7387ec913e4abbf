package dev.millrace.connector.sample;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Lives through the months of one customer. Numbers are drawn in the order of time, so that a later horizon reveals
 * more and changes nothing that happened before.
 */
final class CustomerLife {

    /** Ids of what a customer has: room for a thousand each. */
    private static final long IDS_PER_CUSTOMER = 1_000;

    private static final Duration DUE_AFTER = Duration.ofDays(14);
    private static final int MAX_PAYMENT_ATTEMPTS = 3;

    private final SplittableRandom random;
    private final Instant horizon;
    private final long id;
    private final String method;
    private final List<Customer.Subscription> subscriptions = new ArrayList<>();
    private final List<Customer.Invoice> invoices = new ArrayList<>();
    private final List<Customer.Payment> payments = new ArrayList<>();
    private final List<Customer.Ticket> tickets = new ArrayList<>();
    private Instant lastChange;
    private boolean active = true;

    private CustomerLife(long id, SplittableRandom random, Instant signedUpAt, Instant horizon) {
        this.id = id;
        this.random = random;
        this.horizon = horizon;
        this.lastChange = signedUpAt;
        this.method = Vocabulary.METHODS.pick(random);
    }

    /** The customer, or null when they sign up after the horizon. */
    static @Nullable Customer of(int index, Growth growth, Instant horizon) {
        SplittableRandom random = growth.random(Growth.Subject.CUSTOMER, index);
        Instant signedUpAt = growth.momentOf(growth.dayOf(index), random);
        if (signedUpAt.isAfter(horizon)) {
            return null;
        }
        long id = index + 1L;
        String name = Vocabulary.personName(random);
        String company = Vocabulary.companyName(random);
        String country = Vocabulary.COUNTRIES.pick(random);
        String channel = Vocabulary.CHANNELS.pick(random);
        CustomerLife life = new CustomerLife(id, random, signedUpAt, horizon);
        life.live(signedUpAt);
        return new Customer(
                id,
                name,
                Vocabulary.email(name, company, id),
                company,
                country,
                channel,
                life.active,
                signedUpAt,
                life.lastChange,
                life.subscriptions,
                life.invoices,
                life.payments,
                life.tickets);
    }

    private void live(Instant signedUpAt) {
        Plan plan = Plan.FIRST_PLANS.pick(random);
        int seats = 1 + random.nextInt(4 + 6 * plan.rank());
        Instant start = signedUpAt;
        while (!start.isAfter(horizon)) {
            Ending ending = subscribe(plan, seats, start);
            if (ending.at().isAfter(horizon)) {
                return;
            }
            if (ending.upgraded()) {
                plan = plan.next();
                seats += 1 + random.nextInt(4);
                start = ending.at();
                continue;
            }
            active = false;
            lastChange = ending.at();
            if (random.nextDouble() > 0.12) {
                return;
            }
            start = ending.at().plus(Duration.ofDays(60 + random.nextInt(120)));
            if (!start.isAfter(horizon)) {
                active = true;
                lastChange = start;
            }
        }
    }

    private record Ending(Instant at, boolean upgraded) {}

    private Ending subscribe(Plan plan, int seats, Instant start) {
        long subscriptionId = id * IDS_PER_CUSTOMER + subscriptions.size() + 1;
        long cents = plan.monthlyCents(seats);
        LocalDateTime began = LocalDateTime.ofInstant(start, ZoneOffset.UTC);
        for (int month = 0; ; month++) {
            Instant renewal = began.plusMonths(month).toInstant(ZoneOffset.UTC);
            if (renewal.isAfter(horizon)) {
                subscriptions.add(new Customer.Subscription(
                        subscriptionId, plan, "active", seats, cents, start, null, null, start));
                return new Ending(renewal, false);
            }
            if (month > 0) {
                boolean upgraded = random.nextDouble() < 0.02 && plan != Plan.ENTERPRISE;
                boolean cancelled = random.nextDouble() < churn(plan, month, renewal);
                String reason = Vocabulary.REASONS.pick(random);
                if (upgraded || cancelled) {
                    subscriptions.add(new Customer.Subscription(
                            subscriptionId,
                            plan,
                            upgraded ? "upgraded" : "cancelled",
                            seats,
                            cents,
                            start,
                            renewal,
                            upgraded ? null : reason,
                            renewal));
                    return new Ending(renewal, upgraded);
                }
            }
            bill(subscriptionId, cents, renewal);
            ask(plan, renewal);
        }
    }

    private static double churn(Plan plan, int month, Instant renewal) {
        double early = month <= 3 ? 1.7 : 1;
        double january = LocalDateTime.ofInstant(renewal, ZoneOffset.UTC).getMonth() == Month.JANUARY ? 1.35 : 1;
        return plan.monthlyChurn() * early * january;
    }

    private void bill(long subscriptionId, long cents, Instant issuedAt) {
        long invoiceId = id * IDS_PER_CUSTOMER + invoices.size() + 1;
        Instant paidAt = null;
        Instant attemptAt = issuedAt.plusSeconds(60 + random.nextInt(36 * 3600));
        for (int attempt = 1; attempt <= MAX_PAYMENT_ATTEMPTS; attempt++) {
            boolean succeeded = random.nextDouble() < (attempt == 1 ? 0.955 : 0.7);
            boolean refunded = random.nextDouble() < 0.006;
            Instant refundedAt = attemptAt.plus(Duration.ofHours(24 + random.nextInt(240)));
            if (attemptAt.isAfter(horizon)) {
                break;
            }
            boolean refundSeen = succeeded && refunded && !refundedAt.isAfter(horizon);
            payments.add(new Customer.Payment(
                    invoiceId * 10 + attempt,
                    invoiceId,
                    refundSeen ? "refunded" : succeeded ? "succeeded" : "failed",
                    method,
                    cents,
                    attemptAt,
                    refundSeen ? refundedAt : attemptAt));
            if (succeeded) {
                paidAt = attemptAt;
                break;
            }
            attemptAt = attemptAt.plus(Duration.ofDays(3L * attempt));
        }
        Instant dueAt = issuedAt.plus(DUE_AFTER);
        Instant givenUpAt = issuedAt.plus(Duration.ofDays(30));
        boolean givenUp = paidAt == null && !givenUpAt.isAfter(horizon);
        invoices.add(new Customer.Invoice(
                invoiceId,
                subscriptionId,
                paidAt != null ? "paid" : givenUp ? "uncollectible" : "open",
                cents,
                issuedAt,
                dueAt,
                paidAt,
                paidAt != null ? paidAt : givenUp ? givenUpAt : issuedAt));
    }

    private void ask(Plan plan, Instant monthStart) {
        if (random.nextDouble() > 0.2 + 0.08 * plan.rank()) {
            return;
        }
        Instant openedAt = monthStart.plusSeconds(random.nextInt(28 * 24 * 3600));
        Vocabulary.Topic topic = Vocabulary.TOPICS.pick(random);
        String priority = Vocabulary.PRIORITIES.pick(random);
        double hours = -Math.log(1 - random.nextDouble()) * 30;
        Instant closedAt = openedAt.plusSeconds(900 + (long) (hours * 3600));
        Integer satisfaction = random.nextDouble() < 0.6 ? satisfaction(hours) : null;
        if (openedAt.isAfter(horizon)) {
            return;
        }
        boolean closed = !closedAt.isAfter(horizon);
        tickets.add(new Customer.Ticket(
                id * IDS_PER_CUSTOMER + tickets.size() + 1,
                topic,
                priority,
                closed ? "closed" : "open",
                openedAt,
                closed ? closedAt : null,
                closed ? satisfaction : null,
                closed ? closedAt : openedAt));
    }

    /** 1 to 5; who waits longer is less pleased. */
    private int satisfaction(double hours) {
        double mood = 5.2 - hours / 40 - random.nextDouble() * 1.6;
        return (int) Math.max(1, Math.min(5, Math.round(mood)));
    }
}

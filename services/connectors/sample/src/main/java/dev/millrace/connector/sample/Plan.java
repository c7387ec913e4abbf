package dev.millrace.connector.sample;

/** What a customer can subscribe to. */
enum Plan {
    STARTER(0, "Starter", 2_900, 900, 0.045),
    GROWTH(1, "Growth", 9_900, 1_500, 0.026),
    SCALE(2, "Scale", 29_900, 2_500, 0.015),
    ENTERPRISE(3, "Enterprise", 99_000, 4_000, 0.007);

    static final Choice<Plan> FIRST_PLANS =
            new Choice<Plan>().or(STARTER, 56).or(GROWTH, 29).or(SCALE, 12).or(ENTERPRISE, 3);

    private final int rank;
    private final String title;
    private final int baseCents;
    private final int seatCents;
    private final double monthlyChurn;

    Plan(int rank, String title, int baseCents, int seatCents, double monthlyChurn) {
        this.rank = rank;
        this.title = title;
        this.baseCents = baseCents;
        this.seatCents = seatCents;
        this.monthlyChurn = monthlyChurn;
    }

    String title() {
        return title;
    }

    /** The share of customers who leave in a month. */
    double monthlyChurn() {
        return monthlyChurn;
    }

    /** Three seats are included. */
    long monthlyCents(int seats) {
        return baseCents + (long) Math.max(0, seats - 3) * seatCents;
    }

    /** 0 for the smallest. */
    int rank() {
        return rank;
    }

    /** The next larger plan; the largest has itself. */
    Plan next() {
        return switch (this) {
            case STARTER -> GROWTH;
            case GROWTH -> SCALE;
            case SCALE, ENTERPRISE -> ENTERPRISE;
        };
    }
}

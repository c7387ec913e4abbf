package dev.millrace.events;

/** The Kafka headers that a dead letter has besides those of the message. */
public final class DeadLetterHeaders {

    /** Who could not handle it. */
    public static final String CONSUMER = "millrace-consumer";

    /** Where it stood, as {@code topic-partition@offset}. */
    public static final String ORIGIN = "millrace-origin";

    /** Why it was given up. */
    public static final String REASON = "millrace-reason";

    private DeadLetterHeaders() {}
}

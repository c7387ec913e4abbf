package dev.millrace.commands;

import java.util.Optional;

/** Something around a service that it can't do without. */
public interface Check {

    /** What is looked at, such as "Kafka at kafka:9092". */
    String subject();

    /** One sentence that tells what is wrong and what to do about it, without a secret; empty when nothing is. */
    Optional<String> complaint();
}

package dev.millrace.bench;

import dev.millrace.local.ServerFailedException;
import java.time.Duration;

/** What somebody asks the product for, again and again, while something is wrong with it. */
interface Question {

    /** What it is called in the table. */
    String title();

    /** The time from one answer to the next question. */
    default Duration pause() {
        return Duration.ofMillis(200);
    }

    /**
     * Asks once.
     *
     * @throws ServerFailedException with what people see, when there is no good answer
     */
    void ask();

    /**
     * Looks, when everything is whole again, whether what was answered is so.
     *
     * @throws IllegalStateException telling what was lost
     */
    default void verify() {}
}

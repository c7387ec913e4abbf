package dev.millrace.local;

import java.util.function.Supplier;

/**
 * One step of the demonstration, done on a running platform through its public API.
 *
 * @param title what the step does, for the person who watches, such as "Sign up"
 * @param work does it, and gives what came out, in a line or more for the person who watches; throws a {@link ServerFailedException} when the
 *     platform did not do what it should
 */
record Step(String title, Supplier<String> work) {}

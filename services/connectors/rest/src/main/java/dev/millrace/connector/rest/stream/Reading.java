package dev.millrace.connector.rest.stream;

import dev.millrace.connector.rest.http.Seats;

/**
 * How the slices of a stream are read.
 *
 * @param retriever reads one
 * @param seats for reading several at the same time
 * @param most how many that may be, whatever the seats
 */
record Reading(Retriever retriever, Seats seats, int most) {}

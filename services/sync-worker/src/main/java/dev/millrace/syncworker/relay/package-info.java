/**
 * How a worker speaks with a program that runs in another pod.
 *
 * <p>{@link dev.millrace.syncworker.relay.Relay} is a process of its own beside the program. It calls the worker's {@link
 * dev.millrace.syncworker.relay.RelayServer}, is given the program's files, and sends what the program writes; the worker has that as a
 * {@link dev.millrace.syncworker.relay.RelayedProgram}. Relay and program meet in a folder: files, and FIFOs that {@code program.sh} makes there.
 */
@NullMarked
package dev.millrace.syncworker.relay;

import org.jspecify.annotations.NullMarked;

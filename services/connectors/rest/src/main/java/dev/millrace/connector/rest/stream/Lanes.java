package dev.millrace.connector.rest.stream;

import dev.millrace.connector.rest.slice.StreamSlice;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Reads slices at the same time, as many as the API allows, and gives their records and their ends in the order in which the slices
 * came, to the thread that adds them. It begins with one slice and goes on with one more for each that went well, so that a
 * refused login is refused once.
 */
final class Lanes implements AutoCloseable {

    private final Reading reading;
    private final BiConsumer<Map<String, Object>, StreamSlice> records;
    private final Consumer<StreamSlice> ends;
    private final Deque<Lane> lanes = new ArrayDeque<>();
    private int wanted = 1;

    Lanes(Reading reading, BiConsumer<Map<String, Object>, StreamSlice> records, Consumer<StreamSlice> ends) {
        this.reading = reading;
        this.records = records;
        this.ends = ends;
    }

    void add(StreamSlice slice) {
        while (lanes.size() >= wanted) {
            drainFirst();
        }
        while (!takesSeat()) {
            if (lanes.isEmpty()) {
                reading.retriever().read(slice, record -> records.accept(record, slice));
                ends.accept(slice);
                widen();
                return;
            }
            drainFirst();
        }
        lanes.addLast(new Lane(slice, reading.retriever(), reading.seats()));
    }

    /** The first lane has the seat of the thread that takes its records, which only waits for them. */
    private boolean takesSeat() {
        return reading.most() > 1
                && reading.seats().most() > 1
                && (lanes.isEmpty() || reading.seats().take());
    }

    /** Returns when all slices have been read. */
    void finish() {
        while (!lanes.isEmpty()) {
            drainFirst();
        }
    }

    private void drainFirst() {
        Lane lane = lanes.getFirst();
        lane.drain(record -> records.accept(record, lane.slice()));
        lanes.removeFirst();
        if (!lanes.isEmpty()) {
            reading.seats().giveBack();
        }
        ends.accept(lane.slice());
        widen();
    }

    private void widen() {
        wanted = Math.min(wanted + 1, Math.min(reading.most(), reading.seats().most()));
    }

    /** Lets go of those that nobody wants any more. */
    @Override
    public void close() {
        while (!lanes.isEmpty()) {
            lanes.removeFirst().cancel();
            if (!lanes.isEmpty()) {
                reading.seats().giveBack();
            }
        }
    }
}

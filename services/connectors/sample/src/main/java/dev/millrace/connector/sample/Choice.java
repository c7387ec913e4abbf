package dev.millrace.connector.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Picks one of several things by their weights. */
final class Choice<T> {

    private final List<T> things = new ArrayList<>();
    private final List<Double> cumulativeWeights = new ArrayList<>();
    private double sum;

    /** Adds a thing that is picked so often in relation to the others. */
    Choice<T> or(T thing, double weight) {
        sum += weight;
        things.add(thing);
        cumulativeWeights.add(sum);
        return this;
    }

    T pick(SplittableRandom random) {
        double drawn = random.nextDouble() * sum;
        for (int i = 0; i < things.size(); i++) {
            if (drawn < cumulativeWeights.get(i)) {
                return things.get(i);
            }
        }
        return things.getLast();
    }
}

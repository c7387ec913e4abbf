package dev.millrace.local;

import java.util.List;
import java.util.function.Consumer;

/** Does on a running platform what a new customer would do, step by step. */
public final class Demo {

    private final List<Step> steps;
    private final Consumer<String> progress;

    private Demo(List<Step> steps, Consumer<String> progress) {
        this.steps = List.copyOf(steps);
        this.progress = progress;
    }

    /**
     * Does all steps.
     *
     * @param progress gets lines for people after each step
     * @throws ServerFailedException when a step does not come out as it has to
     */
    public static void show(DemoPlace place, Consumer<String> progress) {
        new Demo(DemoSteps.all(place), progress).run();
    }

    private void run() {
        for (Step step : steps) {
            long begin = System.nanoTime();
            String outcome = step.work().get();
            progress.accept("  %-62s %5.1f s".formatted(step.title(), (System.nanoTime() - begin) / 1e9));
            outcome.lines().forEach(line -> progress.accept("    " + line));
        }
    }
}

package dev.millrace.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a crowd costs: processor time of each part for each thing that is done, and what is used while nobody does anything. */
final class CrowdCosts {

    private static final String ALL = "all";

    private record Step(String name, PartUsage used, int count, Duration taken, int connections, int toWarehouses) {

        /** Of all processors, in hundredths: the platform's and the benchmark's own. */
        double busyPercent(double milliseconds) {
            return 100 * milliseconds / (taken.toMillis() * Runtime.getRuntime().availableProcessors());
        }
    }

    private record Rest(String tenants, PartUsage used, Duration taken) {}

    private final List<Step> steps = new ArrayList<>();
    private final List<Rest> rests = new ArrayList<>();

    /** Notes what something cost that was done so often. */
    void step(String name, PartUsage used, int count, Duration taken, ConnectionsSeen connections) {
        steps.add(new Step(name, used, count, taken, connections.most(), connections.mostToWarehouses()));
    }

    /** Notes what was used while so many tenants were there and none did anything. */
    void rest(String tenants, PartUsage used, Duration taken) {
        rests.add(new Rest(tenants, used, taken));
    }

    /** The tables, as Markdown. */
    String tables() {
        return String.format(Locale.ROOT, "%nProcessor time in milliseconds for each:%n%n")
                + table(steps, "part", Step::name, (step, part) -> format("%,.1f", ofEach(step, part)))
                + row("the machine's processors: by the platform", steps, step -> format("%.0f %%", busy(step)))
                + row(
                        "and by the benchmark itself",
                        steps,
                        step -> format("%.0f %%", step.busyPercent(step.used().milliseconds(PartUsage.BENCHMARK, 1))))
                + row("connections to PostgreSQL, at most", steps, step -> format("%d", step.connections()))
                + row("of these to warehouses, at most", steps, step -> format("%d", step.toWarehouses()))
                + String.format(
                        Locale.ROOT,
                        "%nWhile nobody does anything, milliseconds of processor time a second, by the number of tenants:%n%n")
                + table(
                        rests,
                        "part",
                        Rest::tenants,
                        (rest, part) -> format(
                                "%,.1f",
                                part.equals(ALL)
                                        ? rest.used().milliseconds(rest.taken().toSeconds())
                                        : rest.used()
                                                .milliseconds(part, rest.taken().toSeconds())))
                + String.format(Locale.ROOT, "%nMemory then, MiB:%n%n")
                + table(
                        rests,
                        "part",
                        Rest::tenants,
                        (rest, part) -> format(
                                "%,d",
                                part.equals(ALL)
                                        ? rest.used().memory()
                                        : rest.used().memory(part)));
    }

    private static double ofEach(Step step, String part) {
        return part.equals(ALL)
                ? step.used().milliseconds(step.count())
                : step.used().milliseconds(part, step.count());
    }

    private static double busy(Step step) {
        return step.busyPercent(step.used().milliseconds(1));
    }

    @FunctionalInterface
    private interface Cell<T> {
        String of(T column, String part);
    }

    private static <T> String table(List<T> columns, String corner, Function<T, String> head, Cell<T> cell) {
        return row(corner, columns, head)
                + "|---".repeat(columns.size() + 1) + "|\n"
                + PartUsage.names()
                        .map(part -> row(part, columns, column -> cell.of(column, part)))
                        .collect(Collectors.joining())
                + row(ALL, columns, column -> cell.of(column, ALL));
    }

    private static <T> String row(String name, List<T> columns, Function<T, String> cell) {
        return columns.stream().map(cell).collect(Collectors.joining(" | ", "| " + name + " | ", " |\n"));
    }

    private static String format(String pattern, Object value) {
        return String.format(Locale.ROOT, pattern, value);
    }
}

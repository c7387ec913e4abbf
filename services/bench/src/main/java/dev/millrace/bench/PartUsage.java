package dev.millrace.bench;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What each part of the platform has used.
 *
 * @param processor time so far, or between two looks, by the part's name
 * @param mebibytes memory at the moment of the look, by the part's name
 */
record PartUsage(Map<String, Duration> processor, Map<String, Long> mebibytes) {

    /** The benchmark itself, which has the same machine. */
    static final String BENCHMARK = "the benchmark itself";

    private static final List<String> SERVICES =
            List.of("tenant-management", "connector", "sync-worker", "transform", "reporting", "console");

    /** Memory is asked for separately: the kernel walks through all of it. */
    static PartUsage processorNow() {
        Map<String, Duration> processor = new LinkedHashMap<>();
        parts().forEach((name, isPart) -> processor.put(name, Processes.cpuWithEnded(isPart)));
        processor.put(
                BENCHMARK, ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO));
        return new PartUsage(processor, Map.of());
    }

    PartUsage withMemory() {
        Map<String, Long> memory = new LinkedHashMap<>();
        parts().forEach((name, isPart) -> memory.put(name, Processes.mebibytes(isPart)));
        return new PartUsage(processor, memory);
    }

    /** What was used from another look to this one. */
    PartUsage since(PartUsage before) {
        Map<String, Duration> used = new LinkedHashMap<>();
        processor.forEach(
                (name, time) -> used.put(name, time.minus(before.processor.getOrDefault(name, Duration.ZERO))));
        return new PartUsage(used, mebibytes);
    }

    /** Names in the order of the tables. */
    static Stream<String> names() {
        return parts().keySet().stream();
    }

    /** Processor time of one part for each of so many, in milliseconds. */
    double milliseconds(String part, long each) {
        return processor.getOrDefault(part, Duration.ZERO).toNanos() / 1e6 / each;
    }

    /** The same of the whole platform. */
    double milliseconds(long each) {
        return names().mapToDouble(name -> milliseconds(name, each)).sum();
    }

    long memory(String part) {
        return mebibytes.getOrDefault(part, 0L);
    }

    long memory() {
        return names().mapToLong(this::memory).sum();
    }

    private static Map<String, Predicate<String>> parts() {
        Map<String, Predicate<String>> parts = new LinkedHashMap<>();
        SERVICES.forEach(service -> parts.put(service, command -> Processes.isService(command, service)));
        parts.put("PostgreSQL", Processes::isPostgres);
        parts.put("Kafka", Processes::isKafka);
        parts.put("Keycloak", Processes::isKeycloak);
        return parts;
    }
}
